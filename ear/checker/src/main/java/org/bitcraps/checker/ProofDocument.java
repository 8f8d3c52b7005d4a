package org.bitcraps.checker;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;

/**
 * Checks the proof of a bet ({@code docs/proof.md}). Of payouts it knows those of the field; of
 * others that they were certified.
 */
final class ProofDocument {

  private static final int HEADER_BYTES = 92;
  private static final byte[] BETS = {1};

  private final Genesis genesis;
  private final Ed25519 ed25519;

  ProofDocument(Genesis genesis, Ed25519 ed25519) {
    this.genesis = genesis;
    this.ed25519 = ed25519;
  }

  /**
   * Checks it.
   *
   * @return all certificates that it rests on
   * @throws MalformedException saying what does not hold
   */
  List<Certificate> check(JsonNode proof, Id bet) {
    List<Certificate> rests = new ArrayList<>();
    demand(proof.path("format").asText().equals("bitcraps-bet-proof-1"), "format");
    demand(
        Genesis.of(hex(proof.path("genesis"), "genesis")).chain().equals(genesis.chain()),
        "genesis");
    Order order = value(proof.path("bet"), "bet", Order::read);
    demand(order.id().equals(bet) && order.kind() == Order.BET, "bet is another one");
    demand(
        ed25519.holds(order.key(), order.signed().bytes(), order.signature().bytes()),
        "bet's signature");
    Leaf.Receipt receipt = placement(proof.path("placement"), order, rests);
    boolean decided = !receipt.done();
    long number = order.round();
    for (JsonNode round : proof.path("rounds")) {
      demand(!decided, "rounds after the bet was decided");
      decided = round(round, number++, order, rests);
    }
    for (JsonNode change : proof.path("changes")) {
      Block block = block(change, "changes", rests);
      demand(leaf(change, block, "changes") instanceof Leaf.Receipt, "changes: no receipt");
    }
    return rests;
  }

  private Leaf.Receipt placement(JsonNode at, Order order, List<Certificate> rests) {
    Block block = block(at, "placement", rests);
    byte[] header = hex(at.path("header"), "placement.header");
    byte[] payload = hex(at.path("payloadHash"), "placement.payloadHash");
    demand(header.length == HEADER_BYTES, "placement.header");
    Id body = Id.of(Hash.tagged(Hash.BODY, BETS, header, payload));
    demand(block.named().contains(body), "placement: the block does not name the batch");
    Octets fields = new Octets(header);
    fields.bytes(42);
    demand(fields.u16() == order.table().orElseThrow(), "placement.header: table");
    demand(fields.u63() == order.round(), "placement.header: round");
    int count = fields.u31();
    fields.u31();
    Hash.Path path = value(at.path("betPath"), "placement.betPath", Hash.Path::read);
    demand(
        path.size() == count && path.root(order.signed().bytes()).equals(fields.id()),
        "placement.betPath");
    demand(
        leaf(at, block, "placement") instanceof Leaf.Receipt receipt
            && receipt.order().equals(order.id())
            && receipt.amount() == order.amount()
            && receipt.nonce() == order.nonce()
            && receipt.account().equals(order.account())
            && receipt.outcome() != Leaf.Receipt.DUPLICATE,
        "placement.leaf");
    return (Leaf.Receipt) leaf(at, block, "placement");
  }

  /** Whether the bet was decided in it. */
  private boolean round(JsonNode round, long number, Order order, List<Certificate> rests) {
    Block opening = block(round.path("opening"), "opening", rests);
    Leaf opened = leaf(round.path("opening"), opening, "opening");
    if (round.path("roll").isMissingNode()) {
      return false;
    }
    Block block = block(round.path("roll"), "roll", rests);
    if (!(opened instanceof Leaf.Opened open)
        || !(leaf(round.path("roll"), block, "roll") instanceof Leaf.Rolled rolled)) {
      throw new MalformedException("opening or roll is another leaf");
    }
    demand(open.round() == number, "opening of round " + open.round() + ", not " + number);
    demand(Dice.committed(genesis, open), "opening: commitments");
    String flaw = Dice.flaw(genesis, rolled, open);
    demand(flaw.isEmpty(), flaw);
    JsonNode settlement = round.path("roll").path("settlement");
    if (settlement.isMissingNode()) {
      demand(order.type() != Dice.FIELD, "roll: no settlement of a bet on the field");
      return false;
    }
    if (!(leaf(settlement, block, "settlement") instanceof Leaf.Settled settled)
        || !settled.order().equals(order.id())
        || settled.round() != rolled.round()) {
      throw new MalformedException("settlement is another leaf");
    }
    if (order.type() == Dice.FIELD) {
      long profit = Dice.field(rolled.die1() + rolled.die2(), order.amount());
      demand(
          settled.profit() == Math.max(0, profit)
              && settled.returned() == (profit < 0 ? 0 : order.amount()),
          "settlement: payout");
    }
    return settled.after().isEmpty();
  }

  private Block block(JsonNode at, String field, List<Certificate> rests) {
    byte[] block = hex(at.path("block"), field + ".block");
    Block.Header header = Octets.whole(block, Block.Header::read);
    Certificate certificate =
        value(at.path("certificate"), field + ".certificate", Certificate::read);
    demand(
        certificate.block().equals(header.digest())
            && certificate.sequence() == header.sequence()
            && header.chain().equals(genesis.chain()),
        field + ".certificate is of another block");
    List<Violation> flaws = certificate.flaws(genesis, ed25519, field);
    demand(flaws.isEmpty(), flaws.toString());
    rests.add(certificate);
    return header.with(certificate, List.of());
  }

  private static Leaf leaf(JsonNode at, Block block, String field) {
    byte[] leaf = hex(at.path("leaf"), field + ".leaf");
    Hash.Path path = value(at.path("path"), field + ".path", Hash.Path::read);
    demand(path.root(leaf).equals(block.certificate().resultRoot()), field + ".path");
    return Leaf.of(leaf);
  }

  private static <T> T value(JsonNode node, String field, Function<Octets, T> read) {
    return Octets.whole(hex(node, field), read);
  }

  private static byte[] hex(JsonNode node, String field) {
    try {
      return HexFormat.of().parseHex(node.asText());
    } catch (IllegalArgumentException e) {
      throw new MalformedException(field + " is not hexadecimal");
    }
  }

  private static void demand(boolean holds, String what) {
    if (!holds) {
      throw new MalformedException(what);
    }
  }
}
