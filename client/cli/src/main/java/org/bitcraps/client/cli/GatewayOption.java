package org.bitcraps.client.cli;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.bitcraps.client.sdk.BitcrapsClient;
import org.bitcraps.client.sdk.Player;
import org.bitcraps.client.sdk.ProblemException;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.TableId;
import picocli.CommandLine.Option;

/** Which gateway, and which chain is expected there. */
final class GatewayOption {

  static final String LOCAL = "http://127.0.0.1:8080";

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "${env:BITCRAPS_URL:-" + LOCAL + "}",
      description = "The gateway. Default: BITCRAPS_URL, else " + LOCAL + ".")
  private URI url;

  /** A client; the caller closes it. */
  BitcrapsClient connect() {
    if (url.getHost() == null
        || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
      throw new WrongArgumentException("--url is like " + LOCAL + ", not " + url);
    }
    return BitcrapsClient.of(url);
  }

  URI url() {
    return url;
  }

  /**
   * What a command that is proposed needs to reach the same gateway; empty at the usual address.
   */
  String asTyped() {
    return url.toString().equals(LOCAL) ? "" : " --url " + url;
  }

  /**
   * The genesis of the chain that is trusted at this address. Who comes for the first time trusts
   * what is there, is told so, and will notice any later change.
   */
  Genesis genesis(BitcrapsClient client, PlayerHome home, Printer printer) throws IOException {
    Optional<ChainId> trusted = home.trustedAt(url);
    Genesis genesis = Player.await(client.genesis());
    if (trusted.isEmpty()) {
      home.trust(url, genesis.chainId());
      printer.note("first time at %s: trusting chain %s".formatted(url, genesis.chainId()));
    } else if (!trusted.get().equals(genesis.chainId())) {
      throw new ProblemException(
          "urn:bitcraps:problem:wrong-chain",
          "Another chain",
          0,
          "%s serves chain %s, but you trust %s there; if the chain was begun anew: bitcraps keys trust %s --url %s"
              .formatted(url, genesis.chainId(), trusted.get(), genesis.chainId(), url),
          "",
          0);
    }
    return genesis;
  }

  /** The table of that number, or the first one. */
  static TableId table(Genesis genesis, Optional<Integer> number) {
    if (number.isEmpty()) {
      return genesis.tables().get(0).id();
    }
    return genesis.tables().stream()
        .map(Genesis.Table::id)
        .filter(id -> id.value() == number.get())
        .findFirst()
        .orElseThrow(() ->
            new WrongArgumentException(
                "there is no table %d, only %s"
                    .formatted(
                        number.get(),
                        genesis.tables().stream().map(table -> table.id().toString()).toList())));
  }
}
