package org.bitcraps.simulator;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bitcraps.evidence.keys.Digest;

/**
 * Which code a run is of: {@code -Dbitcraps.commit}, else the commit of the source tree, read from
 * its {@code .git} without git, else a digest of the simulator's own classes.
 *
 * @param name the commit's hash, or {@code classes-} and the digest
 */
public record Revision(String name) {

  /** The revision of what runs here. */
  public static Revision here() {
    Optional<String> told = Optional.ofNullable(System.getProperty("bitcraps.commit"));
    return new Revision(told.or(Revision::head).orElseGet(Revision::classes));
  }

  /** The first fresh seed of this code: new for every commit, the same for its author and CI. */
  public long firstSeed() {
    byte[] hash = Digest.sha256().digest(name.getBytes(StandardCharsets.UTF_8));
    return 1_000_000L
        + 10_000L * ((hash[0] & 0xffL) << 16 | (hash[1] & 0xffL) << 8 | (hash[2] & 0xffL));
  }

  private static Optional<String> head() {
    String root = System.getProperty("bitcraps.house", System.getProperty("bitcraps.root", "."));
    try {
      Path git = Path.of(root, ".git");
      if (Files.isRegularFile(git)) { // A second work tree: the file says where its folder is.
        git = git.resolveSibling(Files.readString(git).strip().replaceFirst("^gitdir: ", ""));
      }
      String head = Files.readString(git.resolve("HEAD")).strip();
      return head.startsWith("ref: ") ? resolve(git, head.substring(5)) : Optional.of(head);
    } catch (IOException e) {
      return Optional.empty(); // No source tree, or none under git.
    }
  }

  private static Optional<String> resolve(Path git, String ref) throws IOException {
    Path common = git;
    if (Files.exists(git.resolve("commondir"))) {
      common = git.resolve(Files.readString(git.resolve("commondir")).strip());
    }
    if (Files.exists(common.resolve(ref))) {
      return Optional.of(Files.readString(common.resolve(ref)).strip());
    }
    for (String line : Files.readAllLines(common.resolve("packed-refs"))) {
      if (line.endsWith(" " + ref)) {
        return Optional.of(line.substring(0, line.indexOf(' ')));
      }
    }
    return Optional.empty();
  }

  private static String classes() {
    try {
      Path code =
          Path.of(Revision.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      MessageDigest sha = Digest.sha256();
      for (Path file : files(code)) {
        sha.update(Files.readAllBytes(file));
      }
      return "classes-" + HexFormat.of().formatHex(sha.digest(), 0, 20);
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException("cannot read our own classes", e);
    }
  }

  private static List<Path> files(Path code) throws IOException {
    if (Files.isRegularFile(code)) {
      return List.of(code);
    }
    try (Stream<Path> all = Files.walk(code)) {
      return all.filter(file -> file.toString().endsWith(".class")).sorted().toList();
    }
  }
}
