package org.bitcraps.evidence.proof;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.bitcraps.evidence.genesis.ChainId;

/** Lies that need no key at all: whoever carries a document can tell them. */
final class DocumentLies {

  private static final BigInteger L =
      BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

  private final BrokenProofs published;
  private final ChainId chain;

  DocumentLies(BrokenProofs published, ChainId chain) {
    this.published = published;
    this.chain = chain;
  }

  /** Tells them all; what comes of the first one. */
  Verdict.Result tell() {
    Verdict.Result first = change("the bet is missing", "pass-won", "", tree -> tree.remove("bet"));
    form();
    bytes();
    parts();
    return first;
  }

  /** One proof has one document. */
  private void form() {
    change("an unknown field", "round", "round", tree -> tree.put("note", "00"));
    change("an unknown format", "round", "", tree -> tree.put("format", "bitcraps-bet-proof-2"));
    change(
        "a round proof in the form of a bet's",
        "round",
        "",
        tree -> tree.put("format", ProofDocument.BET_FORMAT));
    change("a number in the place of a string", "round", "", tree -> tree.put("genesis", 7));
    change("no list of rounds", "pass-won", "", tree -> tree.put("rounds", Map.of()));
    change("a list in the place of a round", "round", "", tree -> tree.put("round", List.of()));
    value("capital digits", "round", "round.opening", "block", hex -> hex.toUpperCase(Locale.ROOT));
    value("a digit that is none", "round", "round.roll", "leaf", hex -> "zz" + hex.substring(2));
    value("half a byte", "round", "round.roll", "path", hex -> hex + "0");
    published.addText("a field stands twice", "round", "{", "{ \"genesis\": \"00\",", chain);
    published.addText("a comma too many", "round", "\n}", ",\n}", chain);
    published.addText("text after the end", "round", "\n}\n", "\n}\n{}", chain);
    published.addText("not finished", "round", "\n}\n", "\n", chain);
  }

  /** One value has one encoding. */
  private void bytes() {
    value("a byte behind the bet", "field-won", "", "bet", hex -> hex + "00");
    value("a bet that is cut short", "field-won", "", "bet", hex -> hex.substring(2));
    value("a bet that no table has", "field-won", "", "bet", hex -> set(hex, 75, "ffff"));
    value("a stake beyond 2^63", "field-won", "", "bet", hex -> set(hex, 77, "80"));
    value("a genesis with an unknown flag", "field-won", "", "genesis", hex -> set(hex, 57, "80"));
    value(
        "one validator signs twice",
        "field-won",
        "placement",
        "certificate",
        hex -> set(hex, 125 + 66, hex.substring(2 * 125, 2 * (125 + 66))));
    value(
        "the votes in another order",
        "round",
        "round.opening",
        "certificate",
        hex ->
            set(
                hex,
                125,
                hex.substring(2 * (125 + 66), 2 * (125 + 132)) + hex.substring(250, 382)));
    value("a leaf of an unknown kind", "round", "round.roll", "leaf", hex -> set(hex, 1, "63"));
    value(
        "a place outside the tree",
        "round",
        "round.roll",
        "path",
        hex -> set(hex, 0, hex.substring(8, 16)));
    value("a flag that is 2", "field-won", "placement", "leaf", hex -> set(hex, 67, "02"));
    value("a bet's signature with L added to S", "field-won", "", "bet", DocumentLies::plusL);
    value("one bit of the player's signature", "field-won", "", "bet", hex -> flip(hex, 101));
    value("one bit of the bet's nonce", "field-won", "", "bet", hex -> flip(hex, 92));
    value("one bit of a vote", "field-won", "placement", "certificate", hex -> flip(hex, 140));
    value(
        "another view than was signed", "round", "round.roll", "certificate", hex -> flip(hex, 48));
    value(
        "another result root than was signed",
        "round",
        "round.roll",
        "certificate",
        hex -> flip(hex, 100));
    value("the block's time", "round", "round.roll", "block", hex -> flip(hex, 55));
    value(
        "the hash of the batch's rest",
        "field-won",
        "placement",
        "payloadHash",
        hex -> flip(hex, 0));
    value("one bit of a sibling on a path", "round", "round.roll", "path", hex -> flip(hex, 20));
    value(
        "the path of another tree", "round", "round.roll", "path", hex -> set(hex, 4, "7fffffff"));
    value("the dice, for all to see", "round", "round.roll", "leaf", DocumentLies::otherDie);
    value(
        "a chip more in the settlement",
        "field-won",
        "rounds.0.roll.settlement",
        "leaf",
        hex -> flip(hex, hex.length() / 2 - 12));
  }

  /** What is left out. */
  private void parts() {
    change("the dice are held back", "field-won", "rounds.0", tree -> tree.remove("roll"));
    change("the dice of a round are held back", "round", "round", tree -> tree.remove("roll"));
    change("the last round is held back", "pass-won", "", tree -> rounds(tree).remove(1));
    change("all rounds are held back", "pass-won", "", tree -> rounds(tree).clear());
    change("the first round is left out", "pass-won", "", tree -> rounds(tree).remove(0));
    change(
        "the first round stands twice",
        "pass-won",
        "",
        tree -> rounds(tree).set(1, rounds(tree).get(0)));
    change(
        "the changes are left out",
        "place-pressed-and-taken-down",
        "",
        tree -> tree.put("changes", List.of()));
    change(
        "the take-down is left out",
        "place-pressed-and-taken-down",
        "",
        tree -> list(tree, "changes").remove(1));
    change(
        "a refused bet, with a round of another bet",
        "field-refused",
        "",
        tree -> rounds(tree).addAll(rounds(BrokenProofs.good("field-won"))));
    Object foreign = at(BrokenProofs.good("come-won"), "rounds.0.roll.settlement");
    change(
        "another bet's settlement, where the dice leave this one alone",
        "pass-lost",
        "rounds.1.roll",
        roll -> roll.put("settlement", foreign));
    change(
        "the settlement of another bet and round",
        "pass-lost",
        "rounds.2.roll",
        roll -> roll.put("settlement", foreign));
  }

  private interface Lie {
    void tell(Map<String, Object> part);
  }

  private Verdict.Result change(String what, String base, String at, Lie lie) {
    Map<String, Object> tree = BrokenProofs.good(base);
    lie.tell(at(tree, at));
    return published.add(what, base, tree, chain);
  }

  private void value(String what, String base, String at, String name, UnaryOperator<String> lie) {
    change(what, base, at, part -> part.put(name, lie.apply((String) part.get(name))));
  }

  /** The object with that path: names and places with dots between them. */
  private static Map<String, Object> at(Object tree, String path) {
    Object part = tree;
    for (String name : path.isEmpty() ? List.<String>of() : List.of(path.split("\\."))) {
      part =
          part instanceof List<?> items
              ? items.get(Integer.parseInt(name))
              : BrokenProofs.asObject(part).get(name);
    }
    return BrokenProofs.asObject(part);
  }

  private static List<Object> rounds(Map<String, Object> tree) {
    return list(tree, "rounds");
  }

  @SuppressWarnings("unchecked") // Jackson makes lists of objects
  private static List<Object> list(Map<String, Object> tree, String name) {
    return (List<Object>) tree.get(name);
  }

  private static String set(String hex, int at, String bytes) {
    return hex.substring(0, 2 * at) + bytes + hex.substring(2 * at + bytes.length());
  }

  private static String flip(String hex, int at) {
    return set(hex, at, "%02x".formatted(Integer.parseInt(hex, 2 * at, 2 * at + 2, 16) ^ 1));
  }

  /** Of a RollRecorded the dice stand before the two tables of 19 bytes. */
  private static String otherDie(String hex) {
    int at = hex.length() / 2 - 2 * 19 - 2;
    int die = Integer.parseInt(hex, 2 * at, 2 * at + 2, 16);
    return set(hex, at, "%02x".formatted(die % 6 + 1));
  }

  /** The same signature in the eyes of whoever does not ask whether S is below L. */
  private static String plusL(String hex) {
    StringBuilder scalar = new StringBuilder();
    String bytes = hex.substring(hex.length() - 64);
    for (int i = 62; i >= 0; i -= 2) {
      scalar.append(bytes, i, i + 2);
    }
    String sum = "%064x".formatted(new BigInteger(scalar.toString(), 16).add(L));
    StringBuilder reversed = new StringBuilder();
    for (int i = 62; i >= 0; i -= 2) {
      reversed.append(sum, i, i + 2);
    }
    return hex.substring(0, hex.length() - 64) + reversed;
  }
}
