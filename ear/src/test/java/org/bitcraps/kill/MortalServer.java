package org.bitcraps.kill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.bitcraps.client.cli.devnet.Launch;
import org.bitcraps.client.cli.devnet.ServerFolder;
import org.bitcraps.client.cli.devnet.ServerProcess;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** A devnet of its own beside the suite's server, with a tape in it; dies as often as told. */
final class MortalServer implements AutoCloseable {

  /** Neither 0, a running devnet's, nor 2000, the suite server's. */
  private static final int PORT_OFFSET = Integer.getInteger("bitcraps.kill.port-offset", 3_000);

  private static final URI HTTP = URI.create("http://127.0.0.1:" + (8080 + PORT_OFFSET));
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long POLL_MS = 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final ServerFolder folder;
  private final Path home = Path.of(System.getProperty("bitcraps.server.home"));
  private final Path tapes;
  private final SortedMap<String, String> settings = new TreeMap<>();
  private ServerProcess process;

  MortalServer(Path root, int bettingWindowMs) throws IOException {
    folder = new ServerFolder(root.resolve("devnet"));
    tapes = root.resolve("tapes");
    settings.put(Tape.FOLDER, tapes.toString());
    settings.put("bitcraps.genesis.betting-window-ms", Integer.toString(bettingWindowMs));
    folder.prepare(home.resolve("standalone"), Path.of(System.getProperty("bitcraps.ear")));
    ShrinkWrap.create(WebArchive.class, "tape.war")
        .addClass(Tape.class)
        .as(ZipExporter.class)
        .exportTo(folder.server().resolve("deployments/tape.war").toFile());
    Path configuration = folder.server().resolve("configuration/bitcraps.xml");
    Files.writeString(configuration, withTape(Files.readString(configuration)));
  }

  /** Diverts are there from the boot on: nothing is sent before them. */
  private static String withTape(String xml) {
    StringBuilder broker =
        new StringBuilder(
            "<jms-queue name=\"" + Tape.QUEUE + "\" entries=\"java:/jms/queue/tape\"/>");
    for (String queue :
        xml.lines().filter(line -> line.contains("<jms-queue name=\"bitcraps.")).toList()) {
      String name = queue.replaceFirst(".*name=\"([^\"]+)\".*", "$1");
      broker.append(
          "<divert name=\"tape.%s\" address=\"jms.queue.%s\" forwarding-address=\"jms.queue.%s\"/>"
              .formatted(name, name, Tape.QUEUE));
    }
    String changed = xml.replaceFirst("(<connection-factory name=\"InVm)", broker + "$1");
    assertThat(changed).contains("<divert");
    return changed;
  }

  URI http() {
    return HTTP;
  }

  Path tapes() {
    return tapes;
  }

  /** Starts it on the same folder; returns when a block after that one is certified. */
  void start(long after) throws Exception {
    process = ServerProcess.start(home, folder, Launch.devnet(PORT_OFFSET, settings));
    await("/api/v1/consensus/status", status -> status.path("sequence").asLong() > after);
  }

  /** kill -9. */
  void kill() {
    ProcessHandle handle = ProcessHandle.of(process.pid()).orElseThrow();
    assertThat(handle.destroyForcibly()).isTrue();
    handle.onExit().join();
  }

  JsonNode get(String path) throws Exception {
    HttpResponse<String> answer = ask(path);
    assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  void post(String path) throws Exception {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(HTTP.resolve(path))
                .timeout(Duration.ofSeconds(10))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build(),
            BodyHandlers.ofString(UTF_8));
    assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(200);
  }

  private HttpResponse<String> ask(String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(HTTP.resolve(path)).timeout(Duration.ofSeconds(10)).build(),
        BodyHandlers.ofString(UTF_8));
  }

  /** Asks until the answer is so; a server that is not there yet is asked again. */
  JsonNode await(String path, Predicate<JsonNode> wanted) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    String last = "";
    while (System.nanoTime() < end) {
      assertThat(process.isAlive()).as("the server lives").isTrue();
      try {
        HttpResponse<String> answer = ask(path);
        last = answer.body();
        if (answer.statusCode() == 200 && wanted.test(JSON.readTree(last))) {
          return JSON.readTree(last);
        }
      } catch (IOException e) {
        last = e.toString();
      }
      Thread.sleep(POLL_MS);
    }
    throw new AssertionError(path + ": " + last);
  }

  @Override
  public void close() {
    if (process != null && process.isAlive()) {
      kill();
    }
  }
}
