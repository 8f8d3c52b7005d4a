package org.bitcraps.gateway.push;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.gateway.api.Described;
import org.bitcraps.gateway.chain.TestChain;
import org.bitcraps.gateway.collection.Archive;
import org.bitcraps.gateway.collection.ChainView;
import org.bitcraps.gateway.collection.Standstill;
import org.bitcraps.gateway.collection.ValidatorView;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Frames as they are sent are those of {@code websocket.schema.json}, and no others would pass. */
class FrameSchemaTest {

  private final Described schema = Described.webSocket();
  private final List<JsonNode> frames = new ArrayList<>();

  /** One of each kind, and blocks with bets, with dice, and with neither. */
  @BeforeEach
  void send() throws Exception {
    TestChain chain = new TestChain();
    ChainView view = chain.view(Archive.Bounds.DEFAULT, Optional.empty());
    TableFeed feed = new TableFeed(TestChain.TABLE, view, () -> 42);
    List<String> texts = new ArrayList<>();
    Wire wire =
        new Wire() {
          @Override
          public void send(String text, Runnable done) {
            texts.add(text);
            done.run();
          }

          @Override
          public void close(int code, String reason) {}
        };
    assertThat(feed.join(new Subscriber(wire), -1)).isTrue();
    chain.openRound();
    chain.append(10, chain.batch(chain.bet(0, BetType.FIELD, 1_320, 0)));
    chain.close();
    chain.roll();
    chain
        .blocks()
        .forEach(block -> {
          view.add(block, 1);
          feed.tell(block);
        });
    assertThat(feed.join(new Subscriber(wire), -1)).isTrue();
    assertThat(feed.join(new Subscriber(wire), 2)).isTrue();
    texts.add(
        new Frame.Status(
                "status",
                42,
                view.last().sequence().value(),
                41,
                ValidatorView.all(view, Optional.empty()),
                Standstill.reasons(view, Optional.empty(), Long.MAX_VALUE))
            .text());
    texts.add(new Frame.Pong("pong", 42).text());
    for (String text : texts) {
      frames.add(Frame.JSON.readTree(text));
    }
  }

  private List<String> faults(JsonNode frame) {
    return schema.faults("", frame);
  }

  @Test
  void every_frame_is_valid_and_every_kind_is_there() {
    Set<String> kinds = new TreeSet<>();
    boolean dice = false;
    boolean reasons = false;
    for (JsonNode frame : frames) {
      assertThat(faults(frame)).as(frame.toString()).isEmpty();
      kinds.add(frame.path("type").asText());
      dice |= frame.has("roll");
      reasons |= !frame.path("waiting").isEmpty();
    }
    assertThat(kinds).containsExactly("block", "pong", "resumed", "snapshot", "status");
    assertThat(dice && reasons).isTrue();
    assertThat(schema.tree().path("oneOf")).hasSize(kinds.size());
  }

  @Test
  void a_frame_with_one_more_field_anywhere_is_none() {
    int places = 0;
    for (JsonNode frame : frames) {
      for (JsonNode place : objects(frame)) {
        ((ObjectNode) place).put("surplus", 1);
        assertThat(faults(frame)).as(frame.toString()).isNotEmpty();
        ((ObjectNode) place).remove("surplus");
        places++;
      }
    }
    assertThat(places).isGreaterThan(50);
  }

  @Test
  void a_frame_without_one_of_its_fields_is_none() {
    Set<String> free = Set.of("bets");
    for (JsonNode frame : frames) {
      List<String> names = new ArrayList<>();
      frame.fieldNames().forEachRemaining(names::add);
      for (String name : names) {
        if (!(frame.path("type").asText().equals("block") && free.contains(name))) {
          ObjectNode less = frame.deepCopy();
          less.remove(name);
          assertThat(faults(less)).as(name + " of " + frame.path("type")).isNotEmpty();
        }
      }
    }
  }

  @Test
  void a_ping_is_what_a_client_may_send() throws Exception {
    String ping = "{\"type\":\"ping\"}";
    assertThat(Request.parse(ping)).isInstanceOf(Request.Ping.class);
    assertThat(schema.faults("/$defs/Ping", Frame.JSON.readTree(ping))).isEmpty();
    String other = "{\"type\":\"pong\"}";
    assertThat(Request.parse(other)).isInstanceOf(Request.Malformed.class);
    assertThat(schema.faults("/$defs/Ping", Frame.JSON.readTree(other))).isNotEmpty();
  }

  @Test
  void what_both_descriptions_define_is_the_same() throws Exception {
    JsonNode http = Described.openApi().tree().at("/components/schemas");
    int shared = 0;
    for (var definition : schema.tree().path("$defs").properties()) {
      if (http.has(definition.getKey()) && !definition.getKey().equals("Status")) {
        String text =
            http.path(definition.getKey()).toString().replace("#/components/schemas/", "#/$defs/");
        assertThat(definition.getValue()).isEqualTo(Frame.JSON.readTree(text));
        shared++;
      }
    }
    assertThat(shared).isGreaterThanOrEqualTo(8);
  }

  private static List<JsonNode> objects(JsonNode node) {
    List<JsonNode> objects = new ArrayList<>();
    if (node.isObject()) {
      objects.add(node);
    }
    node.forEach(child -> objects.addAll(objects(child)));
    return objects;
  }
}
