package org.bitcraps.gateway.push;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.gateway.chain.TestChain;
import org.bitcraps.gateway.collection.Archive;
import org.bitcraps.gateway.collection.ChainView;
import org.junit.jupiter.api.Test;

/** What clients read: the fields of docs/websocket.md. */
class TableFeedTest {

  private final TestChain chain = new TestChain();
  private final ChainView view = chain.view(Archive.Bounds.DEFAULT, Optional.empty());
  private final TableFeed feed = new TableFeed(TestChain.TABLE, view, () -> 42);
  private final List<String> texts = new ArrayList<>();

  private void follow() {
    chain.blocks().stream()
        .filter(block -> block.sequence() > view.last().sequence().value())
        .toList()
        .forEach(block -> {
          view.add(block, 1);
          feed.tell(block);
        });
  }

  private void join(long from) {
    join(feed, from);
  }

  private void join(TableFeed feed, long from) {
    Subscriber reader =
        new Subscriber(
            new Wire() {
              @Override
              public void send(String text, Runnable done) {
                texts.add(text);
                done.run();
              }

              @Override
              public void close(int code, String reason) {}
            });
    assertThat(feed.join(reader, from)).isTrue();
  }

  private static JsonNode json(String text) throws Exception {
    return Frame.JSON.readTree(text);
  }

  @Test
  void a_round_is_told_block_by_block() throws Exception {
    chain.openRound();
    follow();
    join(-1);
    chain.append(
        10,
        chain.batch(chain.bet(0, BetType.FIELD, 1_320, 0), chain.bet(1, BetType.FIELD, 2_640, 0)));
    chain.close();
    chain.roll();
    follow();

    JsonNode snapshot = json(texts.get(0));
    assertThat(snapshot.path("type").asText()).isEqualTo("snapshot");
    assertThat(snapshot.path("n").asLong()).isEqualTo(2);
    assertThat(snapshot.path("timeMs").asLong()).isEqualTo(42);
    assertThat(snapshot.at("/table/phase").asText()).isEqualTo("BETTING");
    assertThat(snapshot.path("blocks")).hasSize(2);
    assertThat(snapshot.at("/blocks/0/signers")).hasSize(3);
    JsonNode bets = json(texts.get(1));
    assertThat(bets.path("n").asLong()).isEqualTo(3);
    assertThat(bets.path("bets").toString())
        .isEqualTo("[{\"type\":\"FIELD\",\"total\":3960,\"count\":2}]");
    assertThat(bets.has("roll")).isFalse();
    JsonNode close = json(texts.get(2));
    assertThat(close.at("/table/phase").asText()).isEqualTo("REVEALING");
    assertThat(close.has("bets")).isFalse();
    JsonNode roll = json(texts.get(3));
    assertThat(roll.at("/roll/dice")).hasSize(2).isEqualTo(roll.at("/table/dice"));
    assertThat(roll.at("/roll/reveals")).hasSize(4);
    assertThat(roll.at("/settled/won").asInt() + roll.at("/settled/lost").asInt()).isEqualTo(2);
    assertThat(roll.path("bets").toString()).isEqualTo("[]");
  }

  @Test
  void a_client_that_resumes_reads_the_same_bytes() {
    join(-1);
    for (int i = 0; i < 3; i++) {
      chain.openRound();
      chain.close();
      chain.roll();
    }
    follow();
    List<String> stayed = List.copyOf(texts);
    texts.clear();
    join(5);

    assertThat(texts.get(0)).startsWith("{\"type\":\"resumed\",\"n\":5");
    assertThat(texts.subList(1, texts.size())).isEqualTo(stayed.subList(6, stayed.size()));
  }

  /** A gateway that starts again begins in the middle: nothing has to happen for bets to show. */
  @Test
  void the_bets_of_the_state_that_it_begins_with_are_told() throws Exception {
    chain.openRound();
    chain.append(10, chain.batch(chain.bet(0, BetType.FIELD, 1_320, 0)));
    ChainView begun =
        new ChainView(
            chain.genesis(),
            chain.lastBlock(),
            chain.beginnings(),
            Archive.Bounds.DEFAULT,
            Optional.empty());
    join(new TableFeed(TestChain.TABLE, begun, () -> 42), -1);
    assertThat(json(texts.get(0)).path("bets").toString())
        .isEqualTo("[{\"type\":\"FIELD\",\"total\":1320,\"count\":1}]");
  }
}
