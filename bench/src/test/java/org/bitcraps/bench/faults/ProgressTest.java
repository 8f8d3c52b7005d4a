package org.bitcraps.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bitcraps.evidence.bet.BetId;
import org.bitcraps.evidence.craps.Bet;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.evidence.execution.OrderKind;
import org.bitcraps.evidence.execution.Outcome;
import org.bitcraps.evidence.execution.Receipt;
import org.bitcraps.evidence.genesis.AccountId;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.DomainTag;
import org.junit.jupiter.api.Test;

/** What the product writes is what is read here: a receipt ends the waiting, done bets count. */
class ProgressTest {

  private final Progress progress = new Progress();

  private static Digest digest(int number) {
    return Digest.of(DomainTag.ACCOUNT, new byte[] {(byte) number});
  }

  private static byte[] receipt(int order, Outcome outcome) {
    return new Receipt(
            new BetId(digest(order)),
            OrderKind.BET,
            new AccountId(digest(0)),
            Optional.of(new TableId(0)),
            1,
            outcome,
            10,
            0,
            90,
            0,
            Optional.empty(),
            Optional.empty(),
            outcome == Outcome.DONE ? Optional.of(Bet.of(BetType.FIELD, 1_320)) : Optional.empty())
        .toWire();
  }

  @Test
  void a_receipt_ends_the_waiting_once() {
    List<String> heard = new ArrayList<>();
    progress.await(digest(1).hex(), heard::add);
    progress.await(digest(2).hex(), heard::add);

    progress.block(7, List.of(receipt(1, Outcome.DONE), receipt(3, Outcome.FUNDS)));
    progress.block(7, List.of(receipt(1, Outcome.DONE)));

    assertThat(heard).containsExactly(digest(1).hex());
    assertThat(progress.last()).isEqualTo(7);
    assertThat(progress.bets()).isEqualTo(1);
  }

  @Test
  void time_without_a_block_is_seen() throws InterruptedException {
    long fromMs = System.currentTimeMillis();
    Thread.sleep(60);
    progress.block(1, List.of(HexFormat.of().parseHex("3301")));
    Thread.sleep(30);
    progress.block(2, List.of());
    long toMs = System.currentTimeMillis();

    assertThat(progress.gapMs(fromMs, toMs)).isBetween(60L, toMs - fromMs);
    assertThat(progress.silenceMs(fromMs, toMs, 45)).isBetween(60L, toMs - fromMs);
    assertThat(progress.firstAfterMs(toMs)).isEqualTo(-1);
    assertThat(progress.firstAfterMs(fromMs)).isGreaterThanOrEqualTo(fromMs + 60);
  }

  @Test
  void a_time_without_a_block_counts_whole_when_it_ends_late() throws InterruptedException {
    progress.block(1, List.of());
    Thread.sleep(10);
    long fromMs = System.currentTimeMillis();
    assertThat(progress.gapBegunMs(fromMs, fromMs)).as("it lasts").isEqualTo(-1);
    Thread.sleep(100);
    progress.block(2, List.of());
    assertThat(progress.gapBegunMs(fromMs, fromMs)).isGreaterThanOrEqualTo(100);
    assertThat(progress.gapBegunMs(fromMs, fromMs + 60_000)).isEqualTo(-1);
  }
}
