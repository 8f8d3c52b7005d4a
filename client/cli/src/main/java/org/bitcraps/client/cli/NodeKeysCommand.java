package org.bitcraps.client.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.Callable;
import org.bitcraps.crypto.ceremony.Charter;
import org.bitcraps.crypto.ceremony.Enrolment;
import org.bitcraps.crypto.home.Home;
import org.bitcraps.crypto.home.NodeName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The keys of a node, on the machine where they stay. */
@Command(
    name = "node",
    description =
        "Make the keys of a validator or gateway of a new chain, in a folder of its own: an"
            + " encrypted keystore, a TLS key, the passphrase of both, and one file that is public,"
            + " for all other operators. Keys that are there are never overwritten.",
    mixinStandardHelpOptions = true)
final class NodeKeysCommand implements Callable<Integer> {

  @Mixin private Printer printer;
  @Mixin private NodeOption home;

  @Parameters(
      paramLabel = "NODE",
      description = "Which one of the charter, as validator-0 or gateway-1.")
  private String name;

  @Option(
      names = "--charter",
      paramLabel = "FILE",
      required = true,
      description = "What the operators agreed upon.")
  private Path charterFile;

  @Option(
      names = "--address",
      paramLabel = "HOST:PORT",
      required = true,
      description = "Where the other nodes reach this one, as validator.example.org:5445.")
  private String address;

  @Option(
      names = "--players",
      paramLabel = "URL",
      defaultValue = "",
      description = "Where players reach this gateway, as https://play.example.org.")
  private String players;

  @Override
  public Integer call() throws IOException {
    Charter charter = readCharter(charterFile);
    Home chain = new Home(home.folder().chain());
    NodeName node = node();
    try {
      Enrolment.enrol(
          chain, charter, node, address, players, new SecureRandom(), System.currentTimeMillis());
    } catch (IllegalArgumentException e) {
      throw new WrongArgumentException(e.getMessage());
    }
    printer.line("charter  %s".formatted(charter.digest()));
    printer.line("node     %s at %s".formatted(node, address));
    printer.line("public   %s".formatted(chain.member(node)));
    printer.line("");
    printer.line(
        "Give the public file to every operator. What else lies in %s".formatted(chain.folder()));
    printer.line("stays there: who has keystore and passphrase is this node. When you have the");
    printer.line("files of all: ./bitcraps init%s FILE…".formatted(home.asTyped()));
    printer.json(
        Map.of(
            "node", node.toString(),
            "charter", charter.digest().hex(),
            "public", chain.member(node).toString()));
    return ExitCodes.OK;
  }

  private NodeName node() {
    try {
      return NodeName.parse(name);
    } catch (IllegalArgumentException e) {
      throw new WrongArgumentException(e.getMessage());
    }
  }

  static Charter readCharter(Path file) throws IOException {
    return Charter.read(file.toString(), Files.readAllBytes(file));
  }
}
