package org.bitcraps.client.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.bitcraps.client.cli.devnet.LocalNode;
import org.bitcraps.client.cli.devnet.ServerFolder;
import picocli.CommandLine.Option;

/** Which node of this machine. */
final class NodeOption {

  @Option(
      names = "--home",
      paramLabel = "DIR",
      required = true,
      defaultValue = "${env:BITCRAPS_NODE}",
      description =
          "The node's folder: keys and chain in chain/, logs in log/. Default: BITCRAPS_NODE.")
  private Path folder;

  ServerFolder folder() {
    return new ServerFolder(folder);
  }

  /** As it must be typed again. */
  String asTyped() {
    return " --home " + folder;
  }

  /** The node that is there. */
  LocalNode node() throws IOException {
    return LocalNode.open(folder());
  }
}
