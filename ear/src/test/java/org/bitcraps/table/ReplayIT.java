package org.bitcraps.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.bitcraps.client.sdk.BetStatus.State;
import org.bitcraps.client.sdk.BlocksOnDisk;
import org.bitcraps.evidence.bet.SignedBet;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.replay.ReplayCount;
import org.bitcraps.evidence.replay.ReplayReason;
import org.bitcraps.server.DeployedEar;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The chain of the deployed application, downloaded and executed again. */
@ExtendWith(ArquillianExtension.class)
class ReplayIT {

  private static final String PATH = "/api/v1/consensus/blocks.bin";
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final long SEED = 4;
  private static final int CHANGES = 60;

  private static LiveTable table;

  @TempDir Path folder;

  @Deployment(testable = false)
  static EnterpriseArchive ear() {
    return DeployedEar.asBuilt();
  }

  @BeforeAll
  static void sit_down() {
    table = new LiveTable();
  }

  @AfterAll
  static void leave() {
    if (table != null) {
      table.close();
    }
  }

  private static HttpResponse<byte[]> ask(String method, String path) throws Exception {
    URI uri = DeployedEar.HTTP.resolve(path);
    return HTTP.send(
        HttpRequest.newBuilder(uri).method(method, BodyPublishers.noBody()).build(),
        BodyHandlers.ofByteArray());
  }

  private static BlocksOnDisk.Outcome replay(Path... files) throws Exception {
    ChainId trusted = table.genesis().chainId();
    return BlocksOnDisk.replay(List.of(files), trusted, progress -> {});
  }

  @Test
  void the_live_chain_replays_in_one_file_or_in_two() throws Exception {
    Guest guest = Guest.funded(table);
    SignedBet bet = guest.stake(Duration.ofMillis(500));
    assertThat(guest.answer(bet.id()).state()).isIn(State.PLACED, State.DECIDED);
    table.nextRoll();
    long head = table.head().n();

    Path all = folder.resolve("blocks.bin");
    table.client().downloadBlocks(all, new SequenceNumber(1), Optional.empty());
    long beganNs = System.nanoTime();
    BlocksOnDisk.Outcome outcome = replay(all);
    double seconds = (System.nanoTime() - beganNs) / 1e9;

    assertThat(outcome.fault()).isEmpty();
    ReplayCount count = outcome.count().orElseThrow();
    System.out.printf(
        "ReplayIT: %d blocks, %d signatures, %d bytes in %.2f s%n",
        count.blocks(), count.signatures(), Files.size(all), seconds);
    assertThat(count.blocks()).isGreaterThanOrEqualTo(head);
    assertThat(count.rolls()).isPositive();
    assertThat(count.bets()).isPositive();

    Path first = folder.resolve("first.bin");
    Path rest = folder.resolve("rest.bin");
    table
        .client()
        .downloadBlocks(first, new SequenceNumber(1), Optional.of(new SequenceNumber(head / 2)));
    table.client().downloadBlocks(rest, new SequenceNumber(head / 2 + 1), Optional.empty());
    assertThat(replay(first).count().orElseThrow().blocks()).isEqualTo(head / 2);
    assertThat(replay(first, rest).fault()).isEmpty();
    assertThat(replay(rest).fault().orElseThrow().reason()).isEqualTo(ReplayReason.OUT_OF_ORDER);
    assertThat(
            BlocksOnDisk.replay(List.of(all), new ChainId(Digest.ZERO), progress -> {})
                .fault()
                .orElseThrow()
                .reason())
        .isEqualTo(ReplayReason.GENESIS_OTHER_CHAIN);
  }

  @Test
  void one_changed_byte_of_it_does_not_replay() throws Exception {
    byte[] good = ask("GET", PATH + "?to=40").body();
    Path file = folder.resolve("changed.bin");
    Files.write(file, good);
    assertThat(replay(file).fault()).isEmpty();
    Random random = new Random(SEED);
    for (int i = 0; i < CHANGES; i++) {
      int place = random.nextInt(good.length);
      byte[] changed = good.clone();
      changed[place] ^= (byte) (1 + random.nextInt(255));
      Files.write(file, changed);
      assertThat(replay(file).fault()).as("seed %d, byte %d", SEED, place).isPresent();
    }
  }

  @Test
  void it_comes_as_a_file_and_names_what_is_wrong_with_a_wish() throws Exception {
    HttpResponse<byte[]> answer = ask("GET", PATH + "?from=1&to=1");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
    assertThat(answer.headers().firstValue("Content-Disposition"))
        .hasValue("attachment; filename=\"blocks.bin\"");
    for (int i = 0; i < 20; i++) {
      assertThat(ask("HEAD", PATH).statusCode()).as("HEAD takes no place").isEqualTo(200);
    }
    for (String wrong : List.of("?from=0", "?from=x", "?to=-1", "?from=9&to=3")) {
      HttpResponse<byte[]> refused = ask("GET", PATH + wrong);
      assertThat(refused.statusCode()).as(wrong).isEqualTo(400);
      assertThat(refused.headers().firstValue("Content-Type").orElse(""))
          .startsWith("application/problem+json");
    }
  }
}
