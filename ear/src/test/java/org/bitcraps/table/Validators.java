package org.bitcraps.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.bitcraps.client.sdk.Player;
import org.bitcraps.server.DeployedEar;

/** The devnet's four validators: stopped, started, and what the gateway says of them. */
final class Validators {

  static final int COUNT = 4;

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final LiveTable table;

  Validators(LiveTable table) {
    this.table = table;
  }

  JsonNode status() {
    return Player.await(table.client().status());
  }

  /** The primary of the last certificate's view. */
  int primary() {
    return status().path("primary").asInt();
  }

  void stop(int id) throws Exception {
    assertThat(control(id, "stop")).as("validator %d was up", id).isTrue();
  }

  void start(int id) throws Exception {
    assertThat(control(id, "start")).as("validator %d was down", id).isTrue();
  }

  /** Whether that changed anything. */
  private static boolean control(int id, String what) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                DeployedEar.HTTP.resolve("/api/v1/admin/devnet/validators/" + id + "/" + what))
            .POST(BodyPublishers.noBody())
            .build();
    var answer = HTTP.send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body().contains("DONE");
  }

  /** Waits until the status is so; the last one seen if it never is. */
  JsonNode await(Predicate<JsonNode> wanted) {
    long end = System.nanoTime() + LiveTable.PATIENCE.toNanos();
    JsonNode status = status();
    while (!wanted.test(status) && System.nanoTime() < end) {
      Guest.pause();
      status = status();
    }
    assertThat(wanted.test(status)).as(status.toString()).isTrue();
    return status;
  }

  static JsonNode of(JsonNode status, int id) {
    return status.path("validators").path(id);
  }

  static boolean isUp(JsonNode status, int id) {
    return of(status, id).path("up").asBoolean();
  }

  /** Whether a validator holds every block up to this one. */
  static boolean holds(JsonNode status, int id, long sequence) {
    return of(status, id).path("lastCertified").asLong() >= sequence;
  }

  /** Starts whoever is down, and waits until all are up, blocks go on, and everybody has them. */
  void restore() throws Exception {
    boolean wasDown = false;
    for (int id = 0; id < COUNT; id++) {
      wasDown |= control(id, "start");
    }
    if (wasDown) {
      long head = status().path("sequence").asLong();
      await(status ->
          status.path("sequence").asLong() > head
              && IntStream.range(0, COUNT)
                  .allMatch(id -> isUp(status, id) && holds(status, id, head + 1)));
    }
  }
}
