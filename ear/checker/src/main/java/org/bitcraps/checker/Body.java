package org.bitcraps.checker;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a block's digest stands for.
 *
 * @param digest as the block must name it
 * @param origin the gateway that brought it; none for a validator's own operation
 * @param orders of players, in order of execution; none in a commitment or reveal
 * @param contribution of a validator to the dice
 * @param flaws found when it was read
 */
record Body(
    Id digest,
    Optional<Origin> origin,
    List<Order> orders,
    Optional<Contribution> contribution,
    List<String> flaws) {

  private static final int BETS = 1;
  private static final int ORDERS = 2;
  private static final int COMMITMENT = 3;
  private static final int REVEAL = 4;
  private static final int HEADER_BYTES = 92;
  private static final int BET_BYTES = 122;
  private static final int BATCH_SIGNATURE = 0x29;
  private static final int TAG_COMMITMENT = 0x54;
  private static final int TAG_REVEAL = 0x55;

  /** Who brought it. */
  record Origin(int gateway, long sequence, Raw signature) {

    static Origin read(Octets octets) {
      return new Origin(octets.u16(), octets.u63(), new Raw(octets.bytes(64)));
    }
  }

  /** A commitment or a reveal: the signed bytes after the tag, with the tag. */
  record Contribution(int validator, Raw signed, Raw signature) {}

  /** With its origin, as it travels. */
  static Body read(Octets octets) {
    Optional<Origin> origin = octets.optional(Origin::read);
    byte[] bytes = octets.frame();
    return switch (bytes.length == 0 ? 0 : bytes[0]) {
      case BETS -> bets(bytes, origin);
      case ORDERS -> orders(bytes, origin);
      case COMMITMENT -> contribution(bytes, origin, TAG_COMMITMENT);
      case REVEAL -> contribution(bytes, origin, TAG_REVEAL);
      default -> throw new MalformedException("no body");
    };
  }

  private static Id digest(byte[] bytes, int header) {
    byte[] kind = Arrays.copyOfRange(bytes, 0, 1);
    byte[] head = Arrays.copyOfRange(bytes, 1, 1 + header);
    byte[] rest = Arrays.copyOfRange(bytes, 1 + header, bytes.length);
    return Id.of(Hash.tagged(Hash.BODY, kind, head, Hash.sha(rest)));
  }

  private static Body bets(byte[] bytes, Optional<Origin> origin) {
    Octets octets = new Octets(bytes);
    octets.u8();
    Id chain = octets.id();
    int gateway = octets.u16();
    long gatewaySequence = octets.u63();
    int table = octets.u16();
    long round = octets.u63();
    int count = octets.u31();
    int payload = octets.u31();
    Id root = octets.id();
    List<String> flaws = new ArrayList<>();
    List<Order> orders = new ArrayList<>();
    if (payload != octets.left() || payload != BET_BYTES * count) {
      flaws.add("%d bets in %d bytes, %d are there".formatted(count, payload, octets.left()));
    }
    while (octets.left() > 0) {
      orders.add(Order.ofBatch(chain, table, round, octets));
    }
    if (!Hash.root(orders.stream().map(order -> order.signed().bytes()).toList()).equals(root)) {
      flaws.add("Merkle root " + root + " is not that of its bets");
    }
    if (origin.filter(o -> o.gateway() == gateway && o.sequence() == gatewaySequence).isEmpty()) {
      flaws.add("header of gateway " + gateway + " number " + gatewaySequence + ": " + origin);
    }
    return new Body(digest(bytes, HEADER_BYTES), origin, orders, Optional.empty(), flaws);
  }

  private static Body orders(byte[] bytes, Optional<Origin> origin) {
    List<Order> orders =
        Octets.whole(
            bytes,
            octets -> {
              octets.u8();
              octets.id();
              return octets.list(Order::read);
            });
    return new Body(digest(bytes, 0), origin, orders, Optional.empty(), List.of());
  }

  private static Body contribution(byte[] bytes, Optional<Origin> origin, int tag) {
    Octets octets = new Octets(bytes);
    octets.u8();
    octets.bytes(42);
    int validator = octets.u16();
    octets.id();
    byte[] signed = octets.since(0);
    signed[0] = (byte) tag;
    byte[] signature = octets.bytes(64);
    octets.over();
    return new Body(
        digest(bytes, 0),
        origin,
        List.of(),
        Optional.of(new Contribution(validator, new Raw(signed), new Raw(signature))),
        List.of());
  }

  /** What the gateway that brought it must have signed. */
  byte[] signedByGateway(Id chain) {
    Origin from = origin.orElseThrow();
    return ByteBuffer.allocate(75)
        .put((byte) BATCH_SIGNATURE)
        .put(chain.bytes())
        .putShort((short) from.gateway())
        .putLong(from.sequence())
        .put(digest.bytes())
        .array();
  }
}
