package org.bitcraps.client.cli.devnet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** WildFly as our child: gone when we are. What manages it listens to this machine only. */
public final class ServerProcess {

  /** How it ends when the terminal's Ctrl-C reaches it before us: 128 + SIGINT. */
  public static final int INTERRUPTED = 130;

  /**
   * What the command line reads from the environment: a server would take it for keys of its own
   * that are misspelt, and a player's passphrase is none of its business.
   */
  private static final Set<String> OF_THE_COMMAND =
      Set.of("BITCRAPS_URL", "BITCRAPS_PLAYER_HOME", "BITCRAPS_PASSPHRASE", "BITCRAPS_NODE");

  private static final long STOP_SECONDS = 25;

  /** What WildFly asks to be opened (its own standalone.conf), in this order. */
  private static final List<String> OPENED =
      List.of(
          "--add-exports=java.desktop/sun.awt=ALL-UNNAMED",
          "--add-exports=java.naming/com.sun.jndi.ldap=ALL-UNNAMED",
          "--add-exports=java.naming/com.sun.jndi.url.ldap=ALL-UNNAMED",
          "--add-exports=java.naming/com.sun.jndi.url.ldaps=ALL-UNNAMED",
          "--add-exports=jdk.naming.dns/com.sun.jndi.dns=ALL-UNNAMED",
          "--add-opens=java.base/com.sun.net.ssl.internal.ssl=ALL-UNNAMED",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/java.lang.invoke=ALL-UNNAMED",
          "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
          "--add-opens=java.base/java.io=ALL-UNNAMED",
          "--add-opens=java.base/java.net=ALL-UNNAMED",
          "--add-opens=java.base/java.security=ALL-UNNAMED",
          "--add-opens=java.base/java.util=ALL-UNNAMED",
          "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
          "--add-opens=java.management/javax.management=ALL-UNNAMED",
          "--add-opens=java.naming/javax.naming=ALL-UNNAMED");

  private final Process process;
  private volatile boolean stopping;

  private ServerProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts a command whose output goes to a file.
   *
   * @param console the file; replaced
   */
  static ServerProcess start(List<String> command, Path console) throws IOException {
    return start(command, console, Map.of());
  }

  private static ServerProcess start(
      List<String> command, Path console, Map<String, String> environment) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(console.toFile());
    withoutOurs(builder.environment()).putAll(environment);
    return new ServerProcess(builder.start());
  }

  /** Takes out of an environment what only the command line reads. */
  static Map<String, String> withoutOurs(Map<String, String> environment) {
    environment.keySet().removeAll(OF_THE_COMMAND);
    return environment;
  }

  /**
   * Starts the server of that folder.
   *
   * @param home the configured WildFly
   */
  public static ServerProcess start(Path home, ServerFolder folder, Launch launch)
      throws IOException {
    return start(home, folder, launch, Map.of());
  }

  /** The same with more variables in its environment than ours has. */
  static ServerProcess start(
      Path home, ServerFolder folder, Launch launch, Map<String, String> environment)
      throws IOException {
    return start(command(home, folder, launch), folder.log().resolve("console.log"), environment);
  }

  static List<String> command(Path home, ServerFolder folder, Launch launch) {
    Path configuration = folder.server().resolve("configuration");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(launch.jvm());
    command.add("-XX:MaxMetaspaceSize=256m");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add("-Djava.net.preferIPv4Stack=true");
    command.add("-Djava.awt.headless=true");
    command.addAll(OPENED);
    command.add("-Dorg.jboss.boot.log.file=" + folder.log().resolve("server.log"));
    command.add("-Dlogging.configuration=" + configuration.resolve("logging.properties").toUri());
    command.add("-jar");
    command.add(home.resolve("jboss-modules.jar").toString());
    command.addAll(List.of("-mp", home.resolve("modules").toString()));
    command.add("org.jboss.as.standalone");
    command.add("--server-config=" + launch.configuration());
    command.add("-Djboss.home.dir=" + home);
    command.add("-Djboss.server.base.dir=" + folder.server());
    command.add("-Djboss.server.log.dir=" + folder.log());
    command.add("-Djboss.node.name=" + launch.name());
    command.add("-Djboss.tx.node.id=" + launch.name());
    command.add("-Djboss.socket.binding.port-offset=" + launch.listening().portOffset());
    command.add("-Djboss.bind.address=" + launch.listening().players());
    command.add("-Djboss.bind.address.management=127.0.0.1");
    command.add("-Djboss.bind.address.private=" + launch.listening().peers());
    command.add("-Dbitcraps.home=" + folder.chain());
    launch.properties().forEach((key, value) -> command.add("-D" + key + "=" + value));
    launch.propertiesFiles().forEach(file -> command.add("--properties=" + file));
    return command;
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** Whether it runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Whether we ended it, or are about to. */
  public boolean isStopping() {
    return stopping;
  }

  /** Its exit code, once it has ended. */
  public int exitCode() {
    return process.exitValue();
  }

  /** Waits until it ends; its exit code. */
  public int await() throws InterruptedException {
    return process.waitFor();
  }

  /** Ends it: politely first, and after a while not. Returns when it is gone. */
  public void stop() {
    stopping = true;
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
