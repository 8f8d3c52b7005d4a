package org.bitcraps.checker;

import java.util.List;

/**
 * A block as a gateway served it, with its certificate and all its bodies.
 *
 * @param digest of its own bytes
 * @param named digests of the bodies that it orders
 */
record Block(
    Id digest,
    Id chain,
    long epoch,
    long sequence,
    long timeMs,
    Id parent,
    List<Id> named,
    Certificate certificate,
    List<Body> bodies) {

  /** A block and its certificate, without bodies. */
  static Block certified(Octets octets) {
    Header header = Header.read(octets);
    return header.with(Certificate.read(octets), List.of());
  }

  /** The block of one frame of {@code blocks.bin}. */
  static Block notice(Octets octets) {
    Header header = Header.read(octets);
    Certificate certificate = Certificate.read(octets);
    return header.with(certificate, octets.list(Body::read));
  }

  /** The block's own fields. */
  record Header(
      Id digest, Id chain, long epoch, long sequence, long timeMs, Id parent, List<Id> named) {

    static Header read(Octets octets) {
      int from = octets.position();
      Id chain = octets.id();
      long epoch = octets.u63();
      long sequence = octets.u63();
      long timeMs = octets.u63();
      Id parent = octets.id();
      List<Id> named = octets.list(Octets::id);
      Id digest = Id.of(Hash.tagged(Hash.BLOCK, octets.since(from)));
      return new Header(digest, chain, epoch, sequence, timeMs, parent, named);
    }

    Block with(Certificate certificate, List<Body> bodies) {
      return new Block(digest, chain, epoch, sequence, timeMs, parent, named, certificate, bodies);
    }
  }

  /** All orders in it, in order of execution. */
  List<Order> orders() {
    return bodies.stream().flatMap(body -> body.orders().stream()).toList();
  }
}
