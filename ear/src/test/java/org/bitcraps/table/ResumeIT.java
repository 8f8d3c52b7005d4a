package org.bitcraps.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.bitcraps.evidence.genesis.AccountId;
import org.bitcraps.server.DeployedEar;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The feed of the deployed application over real WebSockets: cut, resumed, not read at all. */
@ExtendWith(ArquillianExtension.class)
class ResumeIT {

  private static final int CUTS = 50;
  private static final long SEED = 50;
  private static final int CUT_AFTER_MS_MAX = 250;
  private static final long PATIENCE_MS = LiveTable.PATIENCE.toMillis();

  private static LiveTable table;
  private static Guest guest;
  private static AccountId friend;

  private final HttpClient http = HttpClient.newHttpClient();

  @Deployment(testable = false)
  static EnterpriseArchive ear() {
    return DeployedEar.asBuilt();
  }

  @BeforeAll
  static void sit_down() {
    table = new LiveTable();
    guest = Guest.funded(table);
    friend = Guest.unknown(table).key().account();
  }

  @AfterAll
  static void leave() {
    if (table != null) {
      table.close();
    }
  }

  /** Makes blocks as fast as one player can, until told to stop. */
  private static final class Pulse {
    private volatile boolean stopped;
    private final Thread thread =
        Thread.ofPlatform()
            .name("pulse")
            .start(() -> {
              while (!stopped) {
                guest.makeBlock(friend);
              }
            });

    void end() throws InterruptedException {
      stopped = true;
      thread.join();
    }
  }

  @Test
  void a_client_cut_fifty_times_has_the_same_bytes_as_one_never_cut() throws Exception {
    Random random = new Random(SEED);
    List<String> pieced = new ArrayList<>();
    int broughtSomething = 0;
    try (FeedReader stayed = FeedReader.fresh(http)) {
      assertThat(stayed.await("snapshot", 1, PATIENCE_MS)).isTrue();
      long last = stayed.last().orElseThrow();
      long first = last + 1;
      Pulse pulse = new Pulse();
      try {
        for (int cut = 0; cut < CUTS; cut++) {
          List<String> piece = piece(last, random.nextInt(CUT_AFTER_MS_MAX));
          pieced.addAll(piece);
          broughtSomething += piece.isEmpty() ? 0 : 1;
          last += piece.size();
        }
      } finally {
        pulse.end();
      }
      guest.makeBlock(friend);
      long end = table.head().n();
      NavigableMap<Long, String> whole = blocks(stayed, first, end);
      try (FeedReader rest = FeedReader.from(http, last)) {
        pieced.addAll(blocks(rest, last + 1, end).values());
      }

      assertThat(pieced).as("seed %d, from block %d", SEED, first).startsWith(firstOf(whole));
      assertThat(String.join("\n", pieced)).isEqualTo(String.join("\n", whole.values()));
      System.out.printf(
          "ResumeIT: %d cuts, %d of the connections brought blocks, %d blocks, %d characters%n",
          CUTS, broughtSomething, whole.size(), String.join("", pieced).length());
      assertThat(broughtSomething).isGreaterThan(CUTS / 4);
    }
  }

  private static String firstOf(NavigableMap<Long, String> blocks) {
    return blocks.firstEntry().getValue();
  }

  /** What one connection brings after that number until it is cut. */
  private List<String> piece(long last, int cutAfterMs) throws InterruptedException {
    FeedReader reader = FeedReader.from(http, last);
    Thread.sleep(cutAfterMs);
    reader.cut();
    List<String> texts = reader.texts();
    List<String> blocks = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      String type = FeedReader.type(texts.get(i));
      if (i == 0) {
        assertThat(type).isEqualTo("resumed");
        assertThat(FeedReader.number(texts.get(i))).isEqualTo(last);
      } else if (type.equals("block")) {
        assertThat(FeedReader.number(texts.get(i))).isEqualTo(last + blocks.size() + 1);
        blocks.add(texts.get(i));
      } else {
        assertThat(type).as("about the moment").isEqualTo("status");
      }
    }
    return blocks;
  }

  /** The texts of those blocks; waits for them. */
  private static NavigableMap<Long, String> blocks(FeedReader reader, long first, long last) {
    assertThat(reader.await("block", (int) (last - first + 1), PATIENCE_MS)).isTrue();
    TreeMap<Long, String> blocks = new TreeMap<>();
    for (String text : reader.texts()) {
      long n = FeedReader.number(text);
      if (FeedReader.type(text).equals("block") && n >= first && n <= last) {
        assertThat(blocks.put(n, text)).isNull();
      }
    }
    assertThat(blocks).hasSize((int) (last - first + 1));
    return blocks;
  }

  @Test
  void a_client_that_does_not_read_is_told_and_dropped_and_nobody_else_waits() throws Exception {
    try (FeedReader quick = FeedReader.fresh(http);
        DeafClient deaf = new DeafClient()) {
      assertThat(quick.await("snapshot", 1, PATIENCE_MS)).isTrue();
      long slowestMs = 0;
      for (int asked = 1; asked <= 20; asked++) {
        deaf.ask(2_000);
        long beganNs = System.nanoTime();
        quick.ping();
        assertThat(quick.await("pong", asked, PATIENCE_MS)).isTrue();
        slowestMs = Math.max(slowestMs, (System.nanoTime() - beganNs) / 1_000_000);
      }
      for (int i = 0; i < 3; i++) {
        int blocks =
            (int) quick.texts().stream().filter(t -> FeedReader.type(t).equals("block")).count();
        guest.makeBlock(friend);
        assertThat(quick.await("block", blocks + 1, PATIENCE_MS)).as("the feed goes on").isTrue();
      }
      DeafClient.End end = deaf.end();
      assertThat(end.code()).isEqualTo(1013);
      assertThat(end.reason()).startsWith("too slow");
      System.out.printf(
          "ResumeIT: a deaf client beside, the slowest pong came in %d ms%n", slowestMs);
    }
  }
}
