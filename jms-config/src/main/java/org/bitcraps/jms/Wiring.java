package org.bitcraps.jms;

/**
 * Which queue of which broker leads to a node, and from which queue of its own broker a node reads.
 */
public interface Wiring {

  /**
   * A queue at a broker.
   *
   * @param compression of what is sent there
   */
  record Place(Broker broker, String queue, Compression compression) {

    /** Nothing is sent there, or nothing of it leaves this server. */
    public Place(Broker broker, String queue) {
      this(broker, queue, Compression.OFF);
    }
  }

  /** Where votes for this validator are sent. */
  Place votes(int validator);

  /** Where bodies and requests for this validator are sent. */
  Place bodies(int validator);

  /** Where certified blocks for this gateway are sent. */
  Place blocks(int gateway);

  /** Where this validator, if it is here, reads its votes. */
  Place ownVotes(int validator);

  /** Where this validator, if it is here, reads bodies and requests. */
  Place ownBodies(int validator);

  /** Where this gateway, if it is here, reads blocks. */
  Place ownBlocks(int gateway);

  /**
   * Every queue has a name of its own, at our broker: because all nodes are in this server, or
   * because the brokers of all nodes are a cluster and forward what is for others.
   *
   * @param compression {@link Compression#OFF} where all nodes are in this server
   */
  static Wiring shared(Broker own, Compression compression) {
    return new Wiring() {
      @Override
      public Place votes(int validator) {
        return new Place(own, Destinations.votes(validator), compression);
      }

      @Override
      public Place bodies(int validator) {
        return new Place(own, Destinations.bodies(validator), compression);
      }

      @Override
      public Place blocks(int gateway) {
        return new Place(own, Destinations.blocks(gateway), compression);
      }

      @Override
      public Place ownVotes(int validator) {
        return votes(validator);
      }

      @Override
      public Place ownBodies(int validator) {
        return bodies(validator);
      }

      @Override
      public Place ownBlocks(int gateway) {
        return blocks(gateway);
      }
    };
  }

  /**
   * One node in a server, which owns its broker alone: others are reached at theirs, and all
   * inboxes have the same names.
   *
   * @param remote the brokers of the others
   */
  static Wiring direct(Broker own, Remote remote, Compression compression) {
    return new Wiring() {
      @Override
      public Place votes(int validator) {
        return new Place(remote.ofValidator(validator), Destinations.NODE_VOTES, compression);
      }

      @Override
      public Place bodies(int validator) {
        return new Place(remote.ofValidator(validator), Destinations.NODE_BODIES, compression);
      }

      @Override
      public Place blocks(int gateway) {
        return new Place(remote.ofGateway(gateway), Destinations.NODE_BLOCKS, compression);
      }

      @Override
      public Place ownVotes(int validator) {
        return new Place(own, Destinations.NODE_VOTES);
      }

      @Override
      public Place ownBodies(int validator) {
        return new Place(own, Destinations.NODE_BODIES);
      }

      @Override
      public Place ownBlocks(int gateway) {
        return new Place(own, Destinations.NODE_BLOCKS);
      }
    };
  }

  /** The brokers of other nodes. */
  interface Remote {

    /** Of this validator. */
    Broker ofValidator(int validator);

    /** Of this gateway. */
    Broker ofGateway(int gateway);
  }
}
