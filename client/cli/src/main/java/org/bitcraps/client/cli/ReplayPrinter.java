package org.bitcraps.client.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bitcraps.client.sdk.BlocksOnDisk;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.replay.ReplayCount;
import org.bitcraps.evidence.replay.ReplayFault;

/** What came of a replay: lines for people, one value for programs. */
final class ReplayPrinter {

  private ReplayPrinter() {}

  static void print(
      BlocksOnDisk.Outcome outcome, ChainId trusted, double seconds, Printer printer) {
    outcome
        .count()
        .ifPresent(count -> {
          printer.line("chain      " + trusted);
          lines(count, seconds, printer);
        });
    printer.line(
        outcome
            .fault()
            .map(fault -> failed(outcome, fault))
            .orElse("VERIFIED   every link, certificate, signature, result root, die and payout"));
    printer.json(tree(outcome, trusted, seconds));
  }

  private static String failed(BlocksOnDisk.Outcome outcome, ReplayFault fault) {
    return "FAILED     %s at block %s of %s, field %s: %s"
        .formatted(fault.reason(), fault.block(), outcome.file(), fault.field(), fault.detail());
  }

  private static void lines(ReplayCount count, double seconds, Printer printer) {
    printer.line(
        "blocks     %d, %d signatures, in %s s: %s blocks/s"
            .formatted(
                count.blocks(),
                count.signatures(),
                rounded(seconds),
                rounded(count.blocks() / seconds)));
    printer.line("rounds     %d opened, %d rolled".formatted(count.opened(), count.rolls()));
    printer.line(
        "dice       "
            + IntStream.range(0, count.sums().size())
                .mapToObj(i -> "%d: %d".formatted(i + 2, count.sums().get(i)))
                .collect(Collectors.joining("  ")));
    printer.line(
        "bets       %d taken for %d; other orders %d; refused %d"
            .formatted(count.bets(), count.staked(), count.orders(), count.refused()));
    printer.line(
        "paid       profit %d, stakes back %d, lost to the house %d, by %d settlements"
            .formatted(count.profit(), count.returned(), count.lost(), count.settled()));
    printer.line("accounts   " + count.accounts());
  }

  private static String rounded(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static Map<String, Object> tree(
      BlocksOnDisk.Outcome outcome, ChainId trusted, double seconds) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("result", outcome.isVerified() ? "VERIFIED" : "FAILED");
    outcome
        .fault()
        .ifPresent(fault -> {
          tree.put("reason", fault.reason().name());
          tree.put("file", outcome.file().toString());
          tree.put("block", fault.block().value());
          tree.put("field", fault.field());
          tree.put("detail", fault.detail());
        });
    tree.put("chain", trusted.toString());
    outcome
        .count()
        .ifPresent(count -> {
          tree.put("blocks", count.blocks());
          tree.put("signatures", count.signatures());
          tree.put("opened", count.opened());
          tree.put("rolls", count.rolls());
          Map<String, Long> dice = new LinkedHashMap<>();
          for (int i = 0; i < count.sums().size(); i++) {
            dice.put("" + (i + 2), count.sums().get(i));
          }
          tree.put("dice", dice);
          tree.put("bets", count.bets());
          tree.put("staked", count.staked());
          tree.put("orders", count.orders());
          tree.put("refused", count.refused());
          tree.put("settled", count.settled());
          tree.put("profit", count.profit());
          tree.put("returned", count.returned());
          tree.put("lost", count.lost());
          tree.put("accounts", count.accounts());
          tree.put("fromMs", count.fromMs());
          tree.put("toMs", count.toMs());
        });
    tree.put("millis", Math.round(seconds * 1_000));
    return tree;
  }
}
