package org.bitcraps.client.cli;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Callable;
import org.bitcraps.client.sdk.PlayerKey;
import org.bitcraps.evidence.genesis.ChainId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The player's key, and the chains that the player trusts. */
@Command(
    name = "keys",
    description =
        "Show or make your key as a player; say which chain you trust. An operator makes the keys"
            + " of a node: keys node.",
    mixinStandardHelpOptions = true,
    subcommands = {
      KeysCommand.Show.class,
      KeysCommand.Make.class,
      KeysCommand.Trust.class,
      NodeKeysCommand.class
    })
final class KeysCommand implements Callable<Integer> {

  @Mixin private Printer printer;
  @Mixin private KeyOption keys;

  @Override
  public Integer call() throws IOException {
    return show(keys.load(PlayerHome.ofUser()), printer);
  }

  private static int show(PlayerKey key, Printer printer) {
    printer.line("key     %s".formatted(key.publicKey()));
    printer.line("account %s".formatted(key.account()));
    printer.json(Map.of("key", key.publicKey().hex(), "account", key.account().toString()));
    return ExitCodes.OK;
  }

  /** The key of the file. */
  @Command(name = "show", description = "Show the public key.", mixinStandardHelpOptions = true)
  static final class Show implements Callable<Integer> {

    @Mixin private Printer printer;
    @Mixin private KeyOption keys;

    @Override
    public Integer call() throws IOException {
      return show(keys.load(PlayerHome.ofUser()), printer);
    }
  }

  /** A new key. */
  @Command(
      name = "new",
      description = "Make a key; a file that is there is never overwritten.",
      mixinStandardHelpOptions = true)
  static final class Make implements Callable<Integer> {

    @Mixin private Printer printer;
    @Mixin private KeyOption keys;

    @Option(
        names = "--encrypt",
        description = "Encrypt the file; asks for a passphrase, or takes BITCRAPS_PASSPHRASE.")
    private boolean encrypt;

    @Override
    public Integer call() throws IOException {
      char[] passphrase =
          encrypt ? PlayerHome.passphrase("Passphrase for the new key: ") : new char[0];
      if (encrypt && passphrase.length == 0) {
        throw new WrongArgumentException("the passphrase is empty");
      }
      try {
        return show(PlayerKey.create(keys.file(PlayerHome.ofUser()), passphrase), printer);
      } finally {
        Arrays.fill(passphrase, '\0');
      }
    }
  }

  /** Trust in a chain. */
  @Command(
      name = "trust",
      description = "Trust a chain at a gateway's address, and no other there.",
      mixinStandardHelpOptions = true)
  static final class Trust implements Callable<Integer> {

    @Mixin private Printer printer;
    @Mixin private GatewayOption gateway;

    @Parameters(paramLabel = "FINGERPRINT", description = "64 hexadecimal digits.")
    private String chain;

    @Override
    public Integer call() throws IOException {
      ChainId id = PlayerHome.chain(chain);
      PlayerHome.ofUser().trust(gateway.url(), id);
      printer.line("trusting chain %s at %s".formatted(id, gateway.url()));
      printer.json(Map.of("url", gateway.url().toString(), "chain", id.toString()));
      return ExitCodes.OK;
    }
  }
}
