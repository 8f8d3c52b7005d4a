package org.bitcraps.client.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.bitcraps.crypto.ceremony.Charter;
import org.bitcraps.evidence.craps.Chips;
import org.bitcraps.evidence.genesis.Genesis;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the operators of a new chain agree upon, before any of them makes a key. */
@Command(
    name = "charter",
    description =
        "Write the charter of a new chain with operators apart: its name, parameters, money, and"
            + " how many nodes it has. One of them writes it, all read it; then each makes keys:"
            + " bitcraps keys node.",
    mixinStandardHelpOptions = true)
final class CharterCommand implements Callable<Integer> {

  private static final long BANKROLL_CHIPS = 1_000_000_000L;

  @Mixin private Printer printer;

  @Parameters(paramLabel = "NAME", description = "Of the chain, for people.")
  private String name;

  @Option(
      names = "--validators",
      paramLabel = "N",
      defaultValue = "4",
      description = "How many, 4 to 100. Default: ${DEFAULT-VALUE}.")
  private int validators;

  @Option(
      names = "--gateways",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many, 1 to 100. Default: ${DEFAULT-VALUE}.")
  private int gateways;

  @Option(
      names = "--start",
      paramLabel = "TIME",
      description = "When its time begins, as 2027-01-31T18:00:00Z. Default: now.")
  private String start;

  @Option(
      names = "--flags",
      paramLabel = "FLAG,…",
      split = ",",
      defaultValue = "testnet,faucet",
      description =
          "What only toys may do: testnet, faucet, reseed, or none. Default: ${DEFAULT-VALUE}.")
  private Set<String> flags;

  @Option(
      names = "--bankroll",
      paramLabel = "CHIPS",
      defaultValue = "" + BANKROLL_CHIPS,
      description = "What backs the table, in chips. Default: ${DEFAULT-VALUE}.")
  private long bankroll;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A parameter of the chain, as bitcraps.genesis.betting-window-ms=10000.")
  private SortedMap<String, String> settings = new TreeMap<>();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      defaultValue = "charter.txt",
      description = "Default: ${DEFAULT-VALUE}. A file that is there is never overwritten.")
  private Path out;

  @Override
  public Integer call() throws IOException {
    for (String key : settings.keySet()) {
      if (!key.startsWith(GenesisSettings.PREFIX)) {
        throw new WrongArgumentException(
            "--set %s: a parameter begins with %s".formatted(key, GenesisSettings.PREFIX));
      }
    }
    Charter charter = charter();
    try {
      Files.write(out, charter.toText().getBytes(US_ASCII), StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      throw new WrongArgumentException(out + " is there already; it is not overwritten");
    }
    printer.line("charter  %s".formatted(charter.digest()));
    printer.line("file     %s".formatted(out.toAbsolutePath().normalize()));
    printer.line("");
    printer.line("Give the file to every operator. Each, on the machine of the node:");
    printer.line(
        "  ./bitcraps keys node validator-0 --charter %s --address HOST:5445 --home DIR"
            .formatted(out.getFileName()));
    printer.json(
        Map.of("charter", charter.digest().hex(), "file", out.toAbsolutePath().toString()));
    return ExitCodes.OK;
  }

  private Charter charter() {
    if (bankroll < 0 || bankroll > Genesis.SUPPLY_MAX / Chips.UNIT) {
      throw new WrongArgumentException(
          "--bankroll is 0 to " + Genesis.SUPPLY_MAX / Chips.UNIT + " chips");
    }
    try {
      return Charter.draw(
          name,
          flags(),
          validators,
          gateways,
          GenesisSettings.parameters(settings),
          Chips.chips(bankroll),
          startTimeMs(),
          new SecureRandom());
    } catch (IllegalArgumentException e) {
      throw new WrongArgumentException("there is no such chain: " + e.getMessage());
    }
  }

  private Set<Genesis.Flag> flags() {
    Set<Genesis.Flag> all = new TreeSet<>();
    for (String flag : flags) {
      if (!flag.equals("none")) {
        all.add(
            Optional.of(flag.toUpperCase(Locale.ROOT))
                .filter(word -> Set.of("TESTNET", "FAUCET", "RESEED").contains(word))
                .map(Genesis.Flag::valueOf)
                .orElseThrow(() ->
                    new WrongArgumentException(
                        "--flags " + flag + ": there are testnet, faucet, reseed, none")));
      }
    }
    return all;
  }

  private long startTimeMs() {
    try {
      return start == null
          ? Instant.now().truncatedTo(ChronoUnit.SECONDS).toEpochMilli()
          : Instant.parse(start).toEpochMilli();
    } catch (DateTimeParseException e) {
      throw new WrongArgumentException("--start is like 2027-01-31T18:00:00Z, not " + start);
    }
  }
}
