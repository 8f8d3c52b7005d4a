package org.bitcraps.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each lie is found, under its own name and no other; the truth is not. */
class DoctoredTest {

  @TempDir private Path folder;

  /** A lie about an honest history. */
  record Lie(String what, Set<Kind> found, Consumer<MadeHistory> told) {
    @Override
    public String toString() {
      return what;
    }
  }

  private static Lie lie(String what, Kind kind, Consumer<MadeHistory> told) {
    return new Lie(what, EnumSet.of(kind), told);
  }

  private static Lie lie(String what, Set<Kind> kinds, Consumer<MadeHistory> told) {
    return new Lie(what, kinds, told);
  }

  /** The whole quorum lies: what it does is certified. */
  private static Consumer<MadeHistory> quorum(Consumer<MadeHistory> lie) {
    return made -> {
      lie.accept(made);
      made.seal();
    };
  }

  private static void replace(MadeHistory made, String part, String by) {
    List<String> before = List.copyOf(made.answers);
    made.answers.replaceAll(answer -> answer.replace(part, by));
    assertThat(made.answers).isNotEqualTo(before);
  }

  static List<Lie> blocks() {
    return List.of(
        lie(
            "a block is left out by both",
            Kind.BLOCK_NOT_SHOWN,
            made -> made.served.values().forEach(blocks -> blocks.remove(3))),
        lie(
            "a block has another parent",
            Kind.LINK_CUT,
            made -> {
              made.block(6).parent = Id.ZERO;
              made.block(6).seal(made.chain, made.validators);
              made.served.values().forEach(blocks -> blocks.set(5, made.block(6).copy()));
            }),
        lie(
            "a summary names another root before it",
            Kind.SUMMARY_WRONG,
            made -> {
              made.block(6).previousRoot = Id.ZERO;
              made.block(6).seal(made.chain, made.validators);
              made.served.values().forEach(blocks -> blocks.set(5, made.block(6).copy()));
            }),
        lie(
            "two blocks for one place, each with a quorum",
            Kind.CONTRADICTION,
            made -> {
              MadeBlock other = made.servedBlock(6);
              other.timeMs += 1;
              other.seal(made.chain, made.validators);
            }),
        lie(
            "one block with two results, each with a quorum",
            Kind.CONTRADICTION,
            made ->
                made.said(
                    "GET /consensus/qc/6",
                    "{'bytes':'%s'}".formatted(MadeHistory.hex(otherResult(made))))),
        lie(
            "the certificate of another block stands beside it",
            Kind.CERTIFICATE_ASTRAY,
            made -> {
              made.servedBlock(5).statement = made.block(4).statement;
              made.servedBlock(5).votes = made.block(4).votes;
            }),
        lie(
            "a block of another chain",
            Kind.OTHER_CHAIN,
            made -> made.servedBlock(6).seal(Id.ZERO, made.validators)));
  }

  private static byte[] otherResult(MadeHistory made) {
    MadeBlock other = made.block(6).copy();
    other.sign(made.chain, made.validators, other.digest(), Id.ZERO);
    return other.certificate();
  }

  static List<Lie> votes() {
    return List.of(
        lie("a vote is missing", Kind.QUORUM_MISSED, made -> made.servedBlock(4).votes.remove(2)),
        lie(
            "a signer stands there twice",
            Kind.SIGNER_TWICE,
            made -> made.servedBlock(4).votes.set(2, made.servedBlock(4).votes.get(1))),
        lie(
            "a stranger votes",
            Kind.SIGNER_UNKNOWN,
            made -> made.servedBlock(4).votes.set(2, made.servedBlock(4).vote(7, Keys.make()))),
        lie(
            "a vote is signed by another key",
            Kind.VOTE_FORGED,
            made -> made.servedBlock(4).votes.set(2, made.servedBlock(4).vote(2, Keys.make()))),
        lie(
            "one bit of a signature is another",
            Kind.VOTE_FORGED,
            made -> made.servedBlock(4).votes.get(1)[40] ^= 1));
  }

  static List<Lie> bodies() {
    return List.of(
        lie("a body is left out", Kind.BODY_ASTRAY, made -> made.servedBlock(1).bodies.clear()),
        lie(
            "a body that the block does not name",
            Kind.BODY_ASTRAY,
            made -> made.servedBlock(6).bodies.set(0, made.block(1).bodies.get(0))),
        lie(
            "a batch has another root than its bets",
            Kind.BATCH_ROOT_WRONG,
            quorum(made -> made.block(4).bodies.set(0, otherRoot(made)))),
        lie(
            "the gateway did not sign",
            Kind.ORIGIN_FORGED,
            made -> {
              made.servedBlock(6).bodies.set(0, made.servedBlock(6).bodies.get(0).clone());
              made.servedBlock(6).bodies.get(0)[20] ^= 1;
            }),
        lie(
            "the player did not sign",
            Kind.PLAYER_FORGED,
            quorum(made -> {
              byte[] forged = made.gift.clone();
              forged[forged.length - 40] ^= 1;
              made.block(6).bodies.set(0, made.write.orders(4, forged));
            })));
  }

  private static byte[] otherRoot(MadeHistory made) {
    byte[] batch = made.write.bets(3, made.first, made.tooMuch);
    byte[] body = java.util.Arrays.copyOfRange(batch, 79, batch.length);
    body[70] ^= 1;
    return made.write.body(3, body);
  }

  static List<Lie> receipts() {
    return List.of(
        lie(
            "a receipt is changed by a gateway",
            Kind.RESULT_ROOT_WRONG,
            made -> made.servedBlock(3).allLeaves.set(1, made.write.done(made.first, 1))),
        lie(
            "both gateways keep the leaves back",
            Kind.HISTORY_POOR,
            made -> made.served.values().forEach(blocks -> blocks.set(5, without(made)))),
        lie(
            "an order has no receipt",
            EnumSet.of(Kind.RECEIPT_MISSING, Kind.LOST),
            quorum(made -> made.block(4).leaves.remove(1))),
        lie(
            "a receipt for what nobody ordered",
            Kind.RECEIPT_SURPLUS,
            quorum(made -> made.block(6).leaves.add(made.write.done(made.grantToAnna, GRANTED)))),
        lie(
            "a receipt names another amount",
            Kind.RECEIPT_OTHER,
            quorum(made -> {
              byte[] leaf = made.block(4).leaves.get(1).clone();
              leaf[85] ^= 1;
              made.block(4).leaves.set(1, leaf);
            })),
        lie(
            "a bet is executed twice",
            Kind.EXECUTED_TWICE,
            quorum(made -> {
              MadeBlock more = made.block();
              more.bodies.add(made.write.bets(5, made.first));
              more.leaves.add(made.write.done(made.first, annas(made) - MadeHistory.STAKE));
            })),
        lie(
            "a nonce serves two bets",
            Kind.EXECUTED_TWICE,
            quorum(made -> {
              byte[] other = made.write.bet(made.anna, 7, 1);
              MadeBlock more = made.block();
              more.bodies.add(made.write.bets(5, other));
              more.leaves.add(made.write.done(other, annas(made) - 7));
            })),
        lie(
            "a duplicate leads elsewhere",
            Kind.DUPLICATE_ASTRAY,
            quorum(made ->
                made.block(4)
                    .leaves
                    .set(
                        0,
                        made.write.duplicate(made.first, GRANTED - 3 * MadeHistory.STAKE, 3, 2)))));
  }

  private static final long GRANTED = MadeHistory.GRANT;

  private static MadeBlock without(MadeHistory made) {
    MadeBlock block = made.block(6).copy();
    block.leavesServed = false;
    return block;
  }

  private static long annas(MadeHistory made) {
    return GRANTED
        - 3 * MadeHistory.STAKE
        + made.write.comesBack(made.first)
        + made.write.comesBack(made.second)
        + 500;
  }

  static List<Lie> money() {
    return List.of(
        lie(
            "a balance is one too high",
            Set.of(Kind.BALANCE_WRONG, Kind.MONEY_NOT_CONSERVED),
            quorum(made ->
                made.block(6)
                    .leaves
                    .set(1, made.write.credit(made.gift, made.anna, 500, annas(made) + 1)))),
        lie(
            "a transfer arrives nowhere",
            Kind.MONEY_NOT_CONSERVED,
            quorum(made -> made.block(6).leaves.remove(1))),
        lie(
            "a bet pays one too much",
            Set.of(Kind.PAYOUT_WRONG, Kind.TABLE_WRONG),
            made -> {
              MadeHistory before = made;
              before
                  .block(5)
                  .leaves
                  .set(
                      3,
                      made.write.settled(
                          made.bens,
                          made.ben,
                          MadeHistory.STAKE,
                          MadeHistory.STAKE,
                          made.write.profit(made.bens) + 1,
                          GRANTED + made.write.profit(made.bens) + 1));
              made.block(6)
                  .leaves
                  .set(0, made.write.done(made.gift, GRANTED + made.write.profit(made.bens) - 499));
              made.seal();
              made.answers.removeIf(answer -> answer.contains(made.ben.key().toString()));
            }),
        lie(
            "a settlement of another stake",
            Kind.SETTLEMENT_ASTRAY,
            made -> {
              MadeBlock more = made.block();
              more.leaves.add(
                  made.write.settled(made.second, made.anna, MadeHistory.STAKE, 0, 0, annas(made)));
              made.seal();
            }),
        lie(
            "a bet for one roll outlives it",
            EnumSet.of(Kind.SETTLEMENT_MISSING, Kind.TABLE_WRONG),
            made -> {
              made.block(5).leaves.remove(3);
              made.block(6)
                  .leaves
                  .set(0, made.write.done(made.gift, GRANTED - MadeHistory.STAKE - 500));
              made.seal();
              made.answers.removeIf(answer -> answer.contains(made.ben.key().toString()));
            }),
        lie(
            "other dice than the secrets give",
            Kind.DICE_WRONG,
            made -> {
              made.block(5).leaves.set(0, made.write.rolled(made.dice[1], made.dice[0]));
              made.seal();
              made.answers.removeIf(answer -> answer.contains("proof"));
            }));
  }

  static List<Lie> answers() {
    return List.of(
        lie(
            "a bet that was taken is in no block",
            Kind.LOST,
            made -> made.taken("POST /games/0/bets", 202, made.write.bet(made.ben, 5, 9))),
        lie(
            "a bet that was said to be decided is in no block",
            Kind.LOST,
            made ->
                made.said(
                    "GET /games/0/bets/" + made.chain,
                    "{'id':'%s','state':'DECIDED','receipt':{}}".formatted(made.chain))),
        lie(
            "a bet stands elsewhere than it was said",
            Kind.ANSWER_WRONG,
            made -> replace(made, "\"sequence\":3,\"index\":1", "\"sequence\":3,\"index\":2")),
        lie(
            "a refused bet was said to be decided",
            Kind.ANSWER_WRONG,
            made -> replace(made, "\"state\":\"REFUSED\"", "\"state\":\"DECIDED\"")),
        lie(
            "a settlement was told otherwise",
            Kind.ANSWER_WRONG,
            made ->
                replace(
                    made,
                    "\"profit\":" + made.write.profit(made.first),
                    "\"profit\":" + (made.write.profit(made.first) + 1))),
        lie(
            "what was only refused had its effect",
            Kind.REFUSED_YET_DONE,
            made -> {
              replace(made, "\"status\":202", "\"status\":409");
              replace(made, "\"status\":503", "\"status\":409");
            }),
        lie(
            "a balance was told one too high",
            Kind.ACCOUNT_WRONG,
            made -> replace(made, ",\"sequence\":5}", "1,\"sequence\":5}")),
        lie(
            "a bank was told otherwise",
            Kind.TABLE_WRONG,
            made -> replace(made, "\"staked\":0", "\"staked\":1")),
        lie(
            "a proof's receipt is another",
            Kind.PROOF_BROKEN,
            made ->
                replace(
                    made,
                    MadeHistory.hex(made.block(3).allLeaves.get(1)),
                    MadeHistory.hex(made.block(3).allLeaves.get(2)))),
        lie(
            "an answer is no bytes",
            Kind.MALFORMED,
            made -> made.said("GET /consensus/qc/2", "{'bytes':'42'}")));
  }

  @Test
  void the_truth_is_clean() {
    Findings findings = MadeHistory.honest().judged(folder);

    assertThat(findings.report()).endsWith("no violation\n");
    assertThat(findings.seen())
        .containsEntry("blocks", 6L)
        .containsEntry("orders in blocks", 8L)
        .containsEntry("orders done", 6L)
        .containsEntry("settlements", 3L)
        .containsEntry("rolls", 1L)
        .containsEntry("votes checked", 36L)
        .containsEntry("answers on orders compared", 2L)
        .containsEntry("answers on accounts compared", 2L)
        .containsEntry("answers on tables compared", 2L)
        .containsEntry("certificates asked for", 1L)
        .containsEntry("proofs checked", 1L)
        .containsEntry("orders sent that a block has", 7L);
  }

  @Test
  void every_kind_has_its_lie() {
    Set<Kind> found = EnumSet.noneOf(Kind.class);
    Stream.of(blocks(), votes(), bodies(), receipts(), money(), answers())
        .flatMap(List::stream)
        .forEach(lie -> found.addAll(lie.found()));

    assertThat(found).isEqualTo(EnumSet.allOf(Kind.class));
  }

  @Test
  void the_exit_code_tells_truth_lies_and_nothing_apart() {
    assertThat(CheckerMain.run(folder.resolve("nowhere").toString())).isEqualTo(2);
    assertThat(CheckerMain.run(folder.toString())).isEqualTo(2);
    MadeHistory made = MadeHistory.honest();
    made.judged(folder);
    assertThat(CheckerMain.run(folder.toString())).isZero();
    made.servedBlock(4).votes.remove(2);
    made.judged(folder);
    assertThat(CheckerMain.run(folder.toString())).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource({"blocks", "votes", "bodies", "receipts", "money", "answers"})
  void a_lie_is_found(Lie lie) {
    MadeHistory made = MadeHistory.honest();
    lie.told().accept(made);

    Findings findings = made.judged(folder);

    assertThat(findings.counts().keySet()).as(findings.report()).isEqualTo(lie.found());
  }
}
