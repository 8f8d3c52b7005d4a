package org.bitcraps.client.cli;

import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bitcraps.client.sdk.AccountStatus;
import org.bitcraps.client.sdk.BitcrapsClient;
import org.bitcraps.client.sdk.Player;
import org.bitcraps.client.sdk.PlayerKey;
import org.bitcraps.client.sdk.SyncedChain;
import org.bitcraps.evidence.execution.Account;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.wire.MalformedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The player's account, as the gateway tells it or as the chain has it. */
@Command(
    name = "account",
    description = "Show your balance, as the gateway tells it; with --verify as the chain has it.",
    mixinStandardHelpOptions = true)
final class AccountCommand implements Callable<Integer> {

  @Mixin private Printer printer;
  @Mixin private GatewayOption gateway;
  @Mixin private KeyOption keys;

  @Option(
      names = "--verify",
      description =
          "Believe no gateway: fetch the latest state that a quorum signed, execute every block after"
              + " it here, and show the balance there, and of when it is: a gateway can keep the newest"
              + " blocks back. Exits 1 if anything does not hold, 4 before the first such state.")
  private boolean verify;

  @Override
  public Integer call() throws IOException {
    PlayerHome home = PlayerHome.ofUser();
    PlayerKey key = keys.load(home);
    try (BitcrapsClient client = gateway.connect()) {
      return verify
          ? verified(key, client, gateway.genesis(client, home, printer).chainId())
          : told(key, client);
    }
  }

  private int told(PlayerKey key, BitcrapsClient client) {
    AccountStatus account = Player.await(client.account(key.publicKey()));
    Map<String, Object> tree = show(key, account.begun(), account.balance());
    tree.put("nextNonce", account.nextNonce());
    printer.json(tree);
    return ExitCodes.OK;
  }

  private int verified(PlayerKey key, BitcrapsClient client, ChainId trusted) {
    long beganNs = System.nanoTime();
    SyncedChain chain;
    try {
      chain = Player.await(client.fastSync(trusted));
    } catch (MalformedException e) {
      printer.line("FAILED  " + e.getMessage());
      printer.json(Map.of("result", "FAILED", "field", e.field(), "detail", e.getMessage()));
      return ExitCodes.REFUSED;
    }
    long millis = (System.nanoTime() - beganNs) / 1_000_000;
    Optional<Account> account = chain.ledger().account(key.account());
    Map<String, Object> tree =
        show(key, account.isPresent(), account.map(Account::balance).orElse(0L));
    long last = chain.last().sequence().value();
    long timeMs = chain.last().effectiveTimeMs();
    printer.line(
        "VERIFIED at block %d of %s: %d bytes of state that a quorum signed after block %s, and %d blocks since, in %d ms"
            .formatted(
                last,
                Instant.ofEpochMilli(timeMs),
                chain.snapshotBytes(),
                chain.snapshot(),
                last - chain.snapshot().value(),
                millis));
    tree.put("result", "VERIFIED");
    tree.put("block", last);
    tree.put("timeMs", timeMs);
    tree.put("snapshot", chain.snapshot().value());
    tree.put("snapshotBytes", chain.snapshotBytes());
    tree.put("millis", millis);
    printer.json(tree);
    return ExitCodes.OK;
  }

  private Map<String, Object> show(PlayerKey key, boolean begun, long balance) {
    printer.line("key     %s".formatted(key.publicKey()));
    printer.line("account %s".formatted(key.account()));
    printer.line(
        (begun ? "balance %d base units" : "the account has not begun").formatted(balance));
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("key", key.publicKey().hex());
    tree.put("account", key.account().toString());
    tree.put("begun", begun);
    tree.put("balance", balance);
    return tree;
  }
}
