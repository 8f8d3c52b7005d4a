package org.bitcraps.evidence.exchange;

import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.membership.ReplicaId;

/**
 * Port to the validators that run in this server: what a status page shows, what a devnet's
 * operator may do to them, and the blocks that they keep, as a {@link History}. Thread-safe; asking
 * never waits for a validator.
 *
 * <p>In the EAR it is bound at {@link #NAME} in every role; a server without validators has none in
 * its report. A look-up waits until start-up is over: whoever got an answer finds the genesis and
 * all keys of this node on disk.
 */
public interface NodePanel extends History {

  /** Where the application binds it (JNDI). */
  String NAME = "java:app/ejb-consensus/NodeBean!org.bitcraps.evidence.exchange.NodePanel";

  /** What came of a request to stop, pause or start a validator. */
  enum Answer {
    DONE,
    /** It was stopped, paused or running already. */
    ALREADY,
    /** Only a chain whose genesis has the DEVNET flag is stopped from here. */
    NOT_DEVNET,
    /** No such validator in this server. */
    UNKNOWN_VALIDATOR,
    /** It was tried and failed; the reason is the validator's last error in the report. */
    FAILED
  }

  /** The chain of this node. */
  Genesis genesis();

  /** All validators of this server, now. */
  NodeReport report();

  /**
   * A gateway here has followed this block, with all its bodies: kept for {@link #block} if no
   * validator of this server does it. What the disk refuses is not kept.
   */
  void keep(BlockNotice block);

  /** The states that this server keeps; none if no gateway runs here. */
  KeptStates states();

  /** The latest blocks that this server's cache has, whoever put them there. */
  NearBlocks near();

  /** Stops one validator as a crash would: what is not durable is lost, nothing is said. */
  Answer stop(ReplicaId validator);

  /**
   * Holds one validator still, as if its process had no processor: what arrives waits as far as
   * there is room, no timer fires, nothing is forgotten.
   */
  Answer pause(ReplicaId validator);

  /** Starts a stopped or failed validator again, from its journal; lets a paused one go on. */
  Answer start(ReplicaId validator);
}
