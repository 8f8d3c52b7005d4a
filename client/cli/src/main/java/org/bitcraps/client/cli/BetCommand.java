package org.bitcraps.client.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.bitcraps.client.sdk.BitcrapsClient;
import org.bitcraps.client.sdk.Player;
import org.bitcraps.client.sdk.PlayerKey;
import org.bitcraps.client.sdk.ProofFile;
import org.bitcraps.evidence.bet.SignedBet;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.evidence.craps.Chips;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.proof.Verdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Places a bet; with {@code --verify} waits for its end and checks everything about it. */
@Command(
    name = "bet",
    description =
        "Place a bet. The first time a key is made and the faucet asked for play money. With"
            + " --verify: wait until the bet is decided, then check every step on this machine.",
    mixinStandardHelpOptions = true)
final class BetCommand implements Callable<Integer> {

  @Mixin private Printer printer;
  @Mixin private GatewayOption gateway;
  @Mixin private KeyOption keys;

  @Parameters(index = "0", paramLabel = "TYPE", description = "FIELD, PASS, PLACE_6, …")
  private String type;

  @Parameters(
      index = "1",
      paramLabel = "AMOUNT",
      description = "Stake in base units, a multiple of 1320.")
  private long amount;

  @Option(names = "--table", paramLabel = "N", description = "Default: the first table.")
  private Integer table;

  @Option(names = "--verify", description = "Wait for the outcome and verify it.")
  private boolean verify;

  @Option(names = "--save", paramLabel = "FILE", description = "Save the proof (with --verify).")
  private Path save;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "180",
      description = "How long to wait in all. Default: ${DEFAULT-VALUE}.")
  private int timeoutSeconds;

  private final PlayerHome home = PlayerHome.ofUser();

  @Override
  public Integer call() throws IOException {
    BetType bet = type(type);
    if (!Chips.isStake(amount)) {
      throw new WrongArgumentException(
          "a stake is a multiple of %d: instead of %d stake %d or %d"
              .formatted(Chips.UNIT, amount, Chips.stakeBelow(amount), Chips.stakeAbove(amount)));
    }
    if (save != null && !verify) {
      throw new WrongArgumentException("--save needs --verify: there is no proof before");
    }
    long end = System.nanoTime() + Duration.ofSeconds(timeoutSeconds).toNanos();
    try (BitcrapsClient client = gateway.connect()) {
      Genesis genesis = gateway.genesis(client, home, printer);
      TableId at = GatewayOption.table(genesis, Optional.ofNullable(table));
      PlayerKey key = keys.loadOrMake(home, printer);
      Player player = new Player(client, key, genesis);
      if (genesis.flags().contains(Genesis.Flag.FAUCET) && player.fund(amount, left(end))) {
        printer.note("the faucet filled your account to %d".formatted(player.account().balance()));
      }
      SignedBet placed = player.bet(at, bet, amount, left(end));
      printer.line(
          "placed %s for %d at table %s in round %d"
              .formatted(bet, amount, at, placed.bet().round()));
      printer.line("bet    %s".formatted(placed.id()));
      Map<String, Object> tree = tree(placed);
      if (!verify) {
        printer.line(
            "its proof, once it is decided: bitcraps proof %s%s"
                .formatted(placed.id(), gateway.asTyped()));
        printer.json(tree);
        return ExitCodes.OK;
      }
      return verified(player, placed, end, tree);
    }
  }

  private int verified(Player player, SignedBet placed, long end, Map<String, Object> tree)
      throws IOException {
    TableId at = placed.bet().table();
    ProofFile proof = player.awaitProof(at, placed.id(), left(end));
    Verdict verdict = proof.verify(placed.bet().chain());
    if (save != null) {
      proof.save(save);
      printer.note("saved the proof to %s".formatted(save));
    }
    printer.line("");
    VerdictPrinter.print(verdict, printer);
    tree.put("verdict", VerdictPrinter.tree(verdict));
    printer.json(tree);
    boolean refused =
        verdict.result() instanceof Verdict.Verified verified
            && verified.outcome().kind() == Verdict.Ending.Kind.REFUSED;
    return refused ? ExitCodes.REFUSED : VerdictPrinter.exitCode(verdict);
  }

  private static Duration left(long endNanos) {
    return Duration.ofNanos(Math.max(0, endNanos - System.nanoTime()));
  }

  private static Map<String, Object> tree(SignedBet placed) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("id", placed.id().toString());
    tree.put("chain", placed.bet().chain().toString());
    tree.put("key", placed.bet().key().hex());
    tree.put("table", placed.bet().table().value());
    tree.put("round", placed.bet().round());
    tree.put("type", placed.bet().type().name());
    tree.put("amount", placed.bet().amount());
    return tree;
  }

  private static BetType type(String name) {
    return BetType.fromName(name)
        .orElseThrow(() -> {
          String upper = name.toUpperCase(Locale.ROOT).replace('-', '_');
          List<String> near =
              Stream.of(BetType.values())
                  .map(BetType::name)
                  .filter(known -> known.startsWith(upper) || upper.startsWith(known))
                  .limit(6)
                  .toList();
          return new WrongArgumentException(
              "there is no bet %s; %s"
                  .formatted(
                      name,
                      near.isEmpty()
                          ? "'bitcraps edges' lists them all"
                          : "do you mean " + String.join(", ", near) + "?"));
        });
  }
}
