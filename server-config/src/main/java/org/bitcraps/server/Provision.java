package org.bitcraps.server;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Stands the server up, once per content of its inputs: unpacks WildFly, adds our modules, runs the
 * {@code install-*.cli} scripts offline, once for a server that is a whole table, from there for
 * one that is a node of a chain of servers, and from there for one whose broker is of a cluster. A
 * digest of every input lies in the finished server; when it still matches, nothing is done, so
 * that a build never works with a stale server and never waits for one that stands already.
 *
 * <p>Run by {@code java Provision.java <server> <wildfly zip> <crypto jar> <src/main> <node's cli
 * folder> <clustered node's cli folder> <cli folder>…} on 17 or later, the JDK that Maven runs on;
 * nothing but the Java platform is needed.
 */
public final class Provision {

  /** Four validators and a gateway in one server; the stock configuration stays beside it. */
  static final String CONFIGURATION = "bitcraps.xml";

  /** One validator or one gateway, whose peers come over the network. */
  static final String NODE_CONFIGURATION = "bitcraps-node.xml";

  /** The same, where the brokers of all nodes are one operator's and forward for each other. */
  static final String CLUSTERED_CONFIGURATION = "bitcraps-clustered.xml";

  private static final String STOCK_CONFIGURATION = "standalone-full.xml";
  private static final String STAMP = ".bitcraps-inputs";
  private static final String CRYPTO_JAR =
      "modules/software/amazon/cryptools/main/AmazonCorrettoCryptoProvider.jar";

  /** Says at WARN that it does what it is configured to do. */
  private static final String SAID_AS_CONFIGURED =
      "org.jboss.activemq.artemis.wildfly.integration.WildFlySSLContextFactory";

  private static final Set<String> LEFT_IN_THE_ARCHIVE =
      Set.of("docs", "bin/client", "appclient", "domain");

  private Provision() {}

  /**
   * Arguments: server folder, WildFly zip, crypto jar, this project's {@code src/main}, the folder
   * of CLI scripts that make a node of a whole table, the folder of those that put its broker into
   * a cluster, folders of CLI scripts for every server.
   */
  public static void main(String[] args) throws Exception {
    Path server = Path.of(args[0]).toAbsolutePath();
    Path zip = Path.of(args[1]);
    Path cryptoJar = Path.of(args[2]);
    Path sources = Path.of(args[3]);
    List<Path> nodeScripts = installScripts(Path.of(args[4]));
    List<Path> clusterScripts = installScripts(Path.of(args[5]));
    List<Path> scripts = new ArrayList<>();
    for (int i = 6; i < args.length; i++) {
      scripts.addAll(installScripts(Path.of(args[i])));
    }
    String inputs = digest(zip, cryptoJar, sources, scripts, nodeScripts, clusterScripts);
    Path stamp = server.resolve(STAMP);
    if (Files.exists(stamp) && Files.readString(stamp).equals(inputs)) {
      System.out.println("server stands: " + server);
      return;
    }
    delete(server);
    unpack(zip, server);
    copyTree(sources.resolve("modules"), server.resolve("modules"));
    Files.copy(cryptoJar, server.resolve(CRYPTO_JAR));
    configure(server, STOCK_CONFIGURATION, CONFIGURATION, scripts);
    configure(server, CONFIGURATION, NODE_CONFIGURATION, nodeScripts);
    configure(server, NODE_CONFIGURATION, CLUSTERED_CONFIGURATION, clusterScripts);
    silenceFromTheBoot(server.resolve("standalone/configuration/logging.properties"));
    Files.writeString(stamp, inputs);
    System.out.println("server made: " + server);
  }

  /**
   * What install-peers.cli silences may be said before the logging subsystem has read that: a
   * broker starts beside it. Until then WildFly logs by this file.
   */
  private static void silenceFromTheBoot(Path properties) throws IOException {
    String text = Files.readString(properties);
    String changed = text.replaceFirst("(?m)^loggers=.*$", "$0," + SAID_AS_CONFIGURED);
    if (changed.equals(text)) {
      throw new IllegalStateException(properties + " names no loggers any more");
    }
    Files.writeString(
        properties,
        changed
            + "\nlogger."
            + SAID_AS_CONFIGURED
            + ".level=ERROR\nlogger."
            + SAID_AS_CONFIGURED
            + ".useParentHandlers=true\n");
  }

  private static List<Path> installScripts(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(f -> f.getFileName().toString().matches("install-.*\\.cli"))
          .sorted()
          .toList();
    }
  }

  /**
   * WildFly's archive counts by name and size (its name carries its version), all else by content,
   * this file included.
   */
  private static String digest(
      Path zip,
      Path cryptoJar,
      Path sources,
      List<Path> scripts,
      List<Path> nodeScripts,
      List<Path> clusterScripts)
      throws IOException, NoSuchAlgorithmException {
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    sha.update((zip.getFileName() + " " + Files.size(zip) + "\n").getBytes());
    List<Path> contents = new ArrayList<>(scripts);
    contents.add(cryptoJar); // between the lists: a script that changes sides counts
    contents.addAll(nodeScripts);
    contents.add(cryptoJar);
    contents.addAll(clusterScripts);
    try (Stream<Path> files = Files.walk(sources)) {
      files
          .filter(Files::isRegularFile)
          .filter(file -> !file.toString().endsWith(".cli"))
          .sorted()
          .forEach(contents::add);
    }
    for (Path file : contents) {
      sha.update((file.getFileName() + "\n").getBytes());
      sha.update(Files.readAllBytes(file));
    }
    return HexFormat.of().formatHex(sha.digest());
  }

  private static void unpack(Path zip, Path server) throws IOException {
    try (FileSystem archive =
            FileSystems.newFileSystem(zip, Map.of("enablePosixFileAttributes", true));
        Stream<Path> roots = Files.list(archive.getPath("/"))) {
      Path root = roots.findFirst().orElseThrow();
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes)
                throws IOException {
              String name = root.relativize(dir).toString();
              if (LEFT_IN_THE_ARCHIVE.contains(name)) {
                return FileVisitResult.SKIP_SUBTREE;
              }
              Files.createDirectories(server.resolve(name));
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Path target = server.resolve(root.relativize(file).toString());
              Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
              Files.setPosixFilePermissions(target, Files.getPosixFilePermissions(file));
              return FileVisitResult.CONTINUE;
            }
          });
    }
  }

  private static void configure(Path server, String from, String to, List<Path> scripts)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path standalone = server.resolve("standalone");
    Path configurations = standalone.resolve("configuration");
    Files.copy(configurations.resolve(from), configurations.resolve(to));
    List<String> lines = new ArrayList<>();
    lines.add("embed-server --server-config=" + to + " --std-out=discard");
    for (Path script : scripts) {
      lines.addAll(Files.readAllLines(script));
    }
    lines.add("stop-embedded-server");
    Path all = server.resolve("bin").resolve(to.replace(".xml", "-install.cli"));
    Files.write(all, lines);
    Path home = scratchHome();
    try {
      runCli(server, all, home);
    } finally {
      delete(home);
    }
    // What the embedded server wrote while it was configured is nobody's log.
    for (String traces : List.of("log", "data", "tmp", "configuration/standalone_xml_history")) {
      delete(standalone.resolve(traces));
    }
  }

  /**
   * What a node's configuration names must be there while it is written, though none of it gets in:
   * stores without a key, files without a user.
   */
  private static Path scratchHome() throws IOException, GeneralSecurityException {
    Path home = Files.createTempDirectory("bitcraps-home");
    String passphrase = UUID.randomUUID().toString();
    Files.writeString(home.resolve("passphrase"), passphrase);
    Path tls = Files.createDirectory(home.resolve("tls"));
    for (String name : List.of("keystore.p12", "truststore.p12")) {
      KeyStore empty = KeyStore.getInstance("PKCS12");
      empty.load(null, null);
      try (OutputStream file = Files.newOutputStream(tls.resolve(name))) {
        empty.store(file, passphrase.toCharArray());
      }
    }
    Files.writeString(tls.resolve("cluster-password"), passphrase);
    Files.createFile(tls.resolve("broker-users.properties"));
    Files.createFile(tls.resolve("broker-roles.properties"));
    return home;
  }

  private static void runCli(Path server, Path script, Path home)
      throws IOException, InterruptedException {
    Path log = server.resolve(script.getFileName().toString().replace(".cli", ".log"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    if (Runtime.version().feature() >= 24) {
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.add("--add-opens=java.base/java.lang=ALL-UNNAMED");
    command.add("-Djboss.cli.config=" + server.resolve("bin/jboss-cli.xml"));
    command.add("-Dbitcraps.home=" + home);
    command.add("-jar");
    command.add(server.resolve("jboss-modules.jar").toString());
    command.add("-mp");
    command.add(server.resolve("modules").toString());
    command.add("org.jboss.as.cli");
    command.add("--file=" + script);
    ProcessBuilder cli = new ProcessBuilder(command);
    cli.environment().put("JBOSS_HOME", server.toString());
    cli.redirectErrorStream(true).redirectOutput(log.toFile());
    int status = cli.start().waitFor();
    if (status != 0) {
      List<String> output = Files.readAllLines(log);
      output.subList(Math.max(0, output.size() - 30), output.size()).forEach(System.err::println);
      throw new IllegalStateException("jboss-cli ended with " + status + ", see " + log);
    }
  }

  private static void copyTree(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static void delete(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    try (Stream<Path> files = Files.walk(tree)) {
      files
          .sorted((a, b) -> b.compareTo(a))
          .forEach(file -> {
            try {
              Files.delete(file);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }
}
