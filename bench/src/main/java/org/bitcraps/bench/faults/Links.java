package org.bitcraps.bench.faults;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bitcraps.client.cli.devnet.LocalNode;
import org.bitcraps.client.cli.devnet.Testnet;

/** All wires of a testnet, one for each pair and direction; the nodes know no other way. */
final class Links implements Closeable {

  private record Pair(String from, String to) {}

  private final Map<Pair, Link> links =
      new TreeMap<>((a, b) -> (a.from() + " " + a.to()).compareTo(b.from() + " " + b.to()));

  /** Puts a link before every address that a node's keys name. */
  static Links between(Testnet testnet, long seed) throws IOException {
    Links links = new Links();
    for (LocalNode node : testnet.nodes()) {
      Path keys = node.folder().chain().resolve("node.properties");
      List<String> lines = new ArrayList<>();
      for (String line : Files.readAllLines(keys)) {
        lines.add(links.led(node.name(), line, seed));
      }
      Files.write(keys, lines);
    }
    if (links.links.isEmpty()) {
      throw new IOException("no node has peers");
    }
    return links;
  }

  private String led(String from, String line, long seed) {
    String prefix = "bitcraps.peers.";
    if (!line.startsWith(prefix)) {
      return line;
    }
    String to = line.substring(prefix.length(), line.indexOf('='));
    int port = Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
    Pair pair = new Pair(from, to);
    links.put(pair, new Link(port, seed ^ pair.hashCode()));
    return prefix + to + "=127.0.0.1:" + links.get(pair).port();
  }

  /** Between these and all others nothing passes, or everything again. */
  void cut(Set<String> some, boolean now) {
    links.forEach((pair, link) -> {
      if (some.contains(pair.from()) != some.contains(pair.to())) {
        link.cut(now);
      }
    });
  }

  /** Everything to and from that node takes so long. */
  void slow(String node, int delayMs, int jitterMs) {
    links.forEach((pair, link) -> {
      if (pair.from().equals(node) || pair.to().equals(node)) {
        link.slow(delayMs, jitterMs);
      }
    });
  }

  @Override
  public void close() throws IOException {
    for (Link link : links.values()) {
      link.close();
    }
  }
}
