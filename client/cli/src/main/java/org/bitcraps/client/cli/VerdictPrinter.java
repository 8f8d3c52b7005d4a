package org.bitcraps.client.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bitcraps.evidence.craps.Roll;
import org.bitcraps.evidence.proof.Verdict;

/** A verdict: every step with its bytes, then what it comes to. */
final class VerdictPrinter {

  private static final int DIGITS_PER_LINE = 96;

  private VerdictPrinter() {}

  static void print(Verdict verdict, Printer printer) {
    int number = 0;
    for (Verdict.Step step : verdict.steps()) {
      number++;
      printer.line(
          "%3d %s %-11s %s"
              .formatted(number, step.ok() ? "ok  " : "FAIL", step.name(), step.statement()));
      for (Verdict.Shown bytes : step.bytes()) {
        printer.line("           %s (%d bytes)".formatted(bytes.what(), bytes.hex().length() / 2));
        for (int at = 0; at < bytes.hex().length(); at += DIGITS_PER_LINE) {
          printer.line(
              "             %s"
                  .formatted(
                      bytes
                          .hex()
                          .substring(at, Math.min(bytes.hex().length(), at + DIGITS_PER_LINE))));
        }
      }
    }
    printer.line("");
    printer.line(
        switch (verdict.result()) {
          case Verdict.Verified verified ->
              "VERIFIED  " + verdict.steps().size() + " steps, " + describe(verified.outcome());
          case Verdict.NotYet notYet ->
              "NOT YET   all "
                  + verdict.steps().size()
                  + " steps hold; missing: "
                  + notYet.missing();
          case Verdict.Mismatch mismatch ->
              "MISMATCH  " + mismatch.reason() + ": " + mismatch.detail();
        });
  }

  static int exitCode(Verdict verdict) {
    return switch (verdict.result()) {
      case Verdict.Verified verified -> ExitCodes.OK;
      case Verdict.NotYet notYet -> ExitCodes.NOT_YET;
      case Verdict.Mismatch mismatch -> ExitCodes.REFUSED;
    };
  }

  static String describe(Verdict.Ending ending) {
    String rolls = ending.rolls().stream().map(Roll::toString).collect(Collectors.joining(", "));
    String dice = ending.rolls().isEmpty() ? "" : "; dice " + rolls;
    return switch (ending.kind()) {
      case WON ->
          "the bet of %d won %d, and %d came back%s"
              .formatted(ending.stake(), ending.profit(), ending.returned(), dice);
      case LOST -> "the bet of %d lost%s".formatted(ending.stake(), dice);
      case PUSHED, RETURNED ->
          "the bet of %d came back without winning or losing%s".formatted(ending.stake(), dice);
      case TAKEN_DOWN -> "the bet of %d was taken down%s".formatted(ending.stake(), dice);
      case REFUSED -> "the bet of %d was refused: %s".formatted(ending.stake(), ending.note());
      case ROLLED -> "the dice are " + rolls;
    };
  }

  static Map<String, Object> tree(Verdict verdict) {
    Map<String, Object> tree = new LinkedHashMap<>();
    switch (verdict.result()) {
      case Verdict.Verified verified -> {
        tree.put("result", "VERIFIED");
        tree.put("ending", ending(verified.outcome()));
      }
      case Verdict.NotYet notYet -> {
        tree.put("result", "NOT_YET");
        tree.put("missing", notYet.missing());
      }
      case Verdict.Mismatch mismatch -> {
        tree.put("result", "MISMATCH");
        tree.put("reason", mismatch.reason().name());
        tree.put("detail", mismatch.detail());
      }
    }
    List<Object> steps = new ArrayList<>();
    for (Verdict.Step step : verdict.steps()) {
      Map<String, Object> each = new LinkedHashMap<>();
      each.put("name", step.name());
      each.put("ok", step.ok());
      each.put("statement", step.statement());
      each.put(
          "bytes",
          step.bytes().stream().map(b -> Map.of("what", b.what(), "hex", b.hex())).toList());
      steps.add(each);
    }
    tree.put("steps", steps);
    return tree;
  }

  private static Map<String, Object> ending(Verdict.Ending ending) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("kind", ending.kind().name());
    tree.put("stake", ending.stake());
    tree.put("returned", ending.returned());
    tree.put("profit", ending.profit());
    tree.put(
        "rolls", ending.rolls().stream().map(roll -> List.of(roll.die1(), roll.die2())).toList());
    if (!ending.note().isEmpty()) {
      tree.put("note", ending.note());
    }
    return tree;
  }
}
