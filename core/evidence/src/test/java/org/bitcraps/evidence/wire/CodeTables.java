package org.bitcraps.evidence.wire;

import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.evidence.craps.Refusal;
import org.bitcraps.evidence.execution.BetSettled;
import org.bitcraps.evidence.execution.CommitmentReceipt;
import org.bitcraps.evidence.execution.OrderKind;
import org.bitcraps.evidence.execution.Outcome;
import org.bitcraps.evidence.execution.RevealReceipt;
import org.bitcraps.evidence.execution.RoundPhase;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.keys.DomainTag;

/** The generated parts of {@code docs/wire.md}: what the enums say. */
final class CodeTables {

  private CodeTables() {}

  static String of(String part) {
    return switch (part) {
      case "tags" -> tags();
      case "parameters" -> parameters();
      case "codes" -> codes();
      default -> throw new IllegalArgumentException(part);
    };
  }

  private static String tags() {
    return "| tag | name |\n|---|---|\n"
        + Arrays.stream(DomainTag.values())
            .map(tag -> "| 0x%02x | %s |\n".formatted(tag.code() & 0xff, tag))
            .collect(Collectors.joining());
  }

  private static String parameters() {
    StringBuilder table =
        new StringBuilder("| code | parameter | default | allowed |\n|---|---|---|---|\n");
    for (Parameter parameter : Parameter.values()) {
      table.append(
          "| %d | %s | %d | %s |\n"
              .formatted(parameter.code(), parameter, parameter.defaultValue(), parameter.range()));
    }
    return table.toString();
  }

  private static String codes() {
    return "| codes of | are |\n|---|---|\n"
        + row("RoundPhase", RoundPhase.values(), RoundPhase::code)
        + row("OrderKind", OrderKind.values(), OrderKind::code)
        + row("Outcome", Outcome.values(), Outcome::code)
        + row("Refusal (detail of RULES)", Refusal.values(), Refusal::code)
        + row("BetSettled.Result", BetSettled.Result.values(), BetSettled.Result::code)
        + row(
            "CommitmentReceipt.Answer",
            CommitmentReceipt.Answer.values(),
            CommitmentReceipt.Answer::code)
        + row("RevealReceipt.Answer", RevealReceipt.Answer.values(), RevealReceipt.Answer::code)
        + row("bet", BetType.values(), BetType::code);
  }

  private static <E> String row(String name, E[] values, ToIntFunction<E> code) {
    TreeMap<Integer, E> byCode = new TreeMap<>();
    for (E value : values) {
      if (byCode.put(code.applyAsInt(value), value) != null) {
        throw new IllegalStateException(name + ": one code serves twice: " + value);
      }
    }
    List<String> cells =
        byCode.entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).toList();
    return "| " + name + " | " + String.join(", ", cells) + " |\n";
  }
}
