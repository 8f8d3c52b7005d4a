package org.bitcraps.client.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.bitcraps.client.sdk.AccountStatus;
import org.bitcraps.client.sdk.BitcrapsClient;
import org.bitcraps.client.sdk.Player;
import org.bitcraps.client.sdk.PlayerKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The player's account as the gateway tells it. */
@Command(
    name = "account",
    description = "Show your balance, as the gateway tells it.",
    mixinStandardHelpOptions = true)
final class AccountCommand implements Callable<Integer> {

  @Mixin private Printer printer;
  @Mixin private GatewayOption gateway;
  @Mixin private KeyOption keys;

  @Override
  public Integer call() throws IOException {
    PlayerKey key = keys.load(PlayerHome.ofUser());
    try (BitcrapsClient client = gateway.connect()) {
      AccountStatus account = Player.await(client.account(key.publicKey()));
      printer.line("key     %s".formatted(key.publicKey()));
      printer.line("account %s".formatted(key.account()));
      printer.line(
          (account.begun() ? "balance %d base units" : "the account has not begun")
              .formatted(account.balance()));
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("key", key.publicKey().hex());
      tree.put("account", key.account().toString());
      tree.put("begun", account.begun());
      tree.put("balance", account.balance());
      tree.put("nextNonce", account.nextNonce());
      printer.json(tree);
      return ExitCodes.OK;
    }
  }
}
