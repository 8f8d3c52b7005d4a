package org.bitcraps.client.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.bitcraps.client.cli.devnet.LocalNode;
import org.bitcraps.crypto.ceremony.Charter;
import org.bitcraps.crypto.ceremony.MemberHome;
import org.bitcraps.crypto.ceremony.Members;
import org.bitcraps.crypto.home.Home;
import org.bitcraps.crypto.home.NodeName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Charter and members become a chain, and this home one of its nodes. */
@Command(
    name = "init",
    description =
        "Make this node one of its chain, from the public files of all nodes. Every operator gets"
            + " the same chain id from the same files: compare it before you start.",
    mixinStandardHelpOptions = true)
final class InitCommand implements Callable<Integer> {

  @Mixin private Printer printer;
  @Mixin private NodeOption node;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Public files of all nodes (*.member), or folders of them.")
  private List<Path> files;

  @Option(
      names = "--port-offset",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Added to the ports of this server: 5445 (other nodes), 8080 (players), 9990 (health)."
              + " Default: ${DEFAULT-VALUE}.")
  private int portOffset;

  @Option(
      names = "--listen",
      paramLabel = "ADDRESS",
      defaultValue = "0.0.0.0",
      description = "Where this server listens to other nodes. Default: ${DEFAULT-VALUE}, all.")
  private String listen;

  @Option(
      names = "--serve",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description =
          "Where a gateway listens to players, by HTTP: what faces the world has TLS in front."
              + " Default: ${DEFAULT-VALUE}.")
  private String serve;

  @Override
  public Integer call() throws IOException {
    if (portOffset < 0 || portOffset > LocalNode.PORT_OFFSET_MAX) {
      throw new WrongArgumentException("--port-offset is 0 to " + LocalNode.PORT_OFFSET_MAX);
    }
    Home home = new Home(node.folder().chain());
    NodeName name = MemberHome.nodeOf(home);
    Charter charter = NodeKeysCommand.readCharter(home.charter());
    Members members = Members.collect(charter, read(), System.currentTimeMillis());
    boolean made =
        new MemberHome(home, name)
            .join(members, new MemberHome.Listening(portOffset, serve, listen));
    String chain = members.genesis().chainId().toString();
    printer.line("chain    %s".formatted(chain));
    printer.line("members  %s".formatted(members.digest()));
    printer.line(
        "node     %s%s"
            .formatted(
                name,
                made ? "" : ", as it was already: " + home.configuration() + " is left as it is"));
    printer.line("");
    printer.line("Compare both with every other operator. If they are the same:");
    printer.line("  ./bitcraps doctor" + node.asTyped());
    printer.line("  ./bitcraps start" + node.asTyped());
    printer.json(
        Map.of("chain", chain, "members", members.digest().hex(), "node", name.toString()));
    return ExitCodes.OK;
  }

  private SortedMap<String, byte[]> read() throws IOException {
    SortedMap<String, byte[]> read = new TreeMap<>();
    for (Path file : files) {
      if (Files.isDirectory(file)) {
        try (DirectoryStream<Path> members = Files.newDirectoryStream(file, "*.member")) {
          for (Path member : members) {
            read.put(member.toString(), Files.readAllBytes(member));
          }
        }
      } else {
        read.put(file.toString(), Files.readAllBytes(file));
      }
    }
    return read;
  }
}
