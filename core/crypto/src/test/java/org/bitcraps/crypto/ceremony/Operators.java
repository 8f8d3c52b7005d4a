package org.bitcraps.crypto.ceremony;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bitcraps.crypto.home.Home;
import org.bitcraps.crypto.home.NodeName;

/**
 * The operators of a charter, each with a folder; what travels between them is in {@link #sent}.
 */
final class Operators {

  /** When they all do it; certificates are valid then. */
  static final long NOW_MS = 1_800_000_000_000L;

  private final Path folder;
  private final Charter charter;
  private final SortedMap<String, byte[]> sent = new TreeMap<>();

  /** Each has made keys. */
  Operators(Path folder, Charter charter, SecureRandom random) throws IOException {
    this.folder = folder;
    this.charter = charter;
    for (NodeName node : charter.nodes()) {
      Member member =
          Enrolment.enrol(
              home(node), charter, node, node + ".example:5445", players(node), random, NOW_MS);
      sent.put(node + ".member", member.toText().getBytes(US_ASCII));
    }
  }

  private static String players(NodeName node) {
    return node.isValidator() ? "" : "https://" + node + ".example";
  }

  /** The folder of one. */
  Home home(NodeName node) {
    return new Home(folder.resolve(node.toString()));
  }

  Charter charter() {
    return charter;
  }

  /** What each has got from all, by name. */
  SortedMap<String, byte[]> sent() {
    return new TreeMap<>(sent);
  }

  /** As everybody reads them. */
  Members members() throws CeremonyException {
    return Members.collect(charter, sent, NOW_MS);
  }

  /** Each makes its home a node. */
  void join() throws IOException {
    for (NodeName node : charter.nodes()) {
      new MemberHome(home(node), node).join(members(), MemberHome.Listening.loopback(100));
    }
  }
}
