package org.bitcraps.gateway.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Cut again and again, whatever was under way: resumed, the bytes are those of who stayed. */
class ResumeTest {

  private static final int CUTS = 50;
  private static final long SEED = 50;

  /** Takes a text when its turn has come; a text under way when it is cut is lost. */
  private static final class Line implements Wire {

    final List<String> got = new ArrayList<>();
    private String underWay = "";
    private Runnable done = () -> {};
    boolean cut;

    @Override
    public void send(String text, Runnable sent) {
      underWay = text;
      done = sent;
    }

    @Override
    public void close(int code, String reason) {
      cut = true;
    }

    /** The text under way arrives. */
    void arrive() {
      if (cut || underWay.isEmpty()) {
        return;
      }
      got.add(underWay);
      underWay = "";
      done.run();
    }
  }

  private final Feed feed = new Feed(1_000, 1 << 20, 3);
  private long published;

  private void publish() {
    published++;
    feed.publish(published, "block " + published + " " + "x".repeat((int) published % 7));
  }

  @Test
  void a_client_cut_fifty_times_has_the_same_bytes_as_one_never_cut() {
    Random random = new Random(SEED);
    Line stayed = new Line();
    feed.join(new Subscriber(stayed), 0, () -> "resumed", () -> "snapshot");
    List<String> pieced = new ArrayList<>();
    int lost = 0;
    for (int cut = 0; cut < CUTS; cut++) {
      long last = pieced.size();
      Line line = new Line();
      Subscriber reader = new Subscriber(line);
      feed.join(reader, last, () -> "resumed from " + last, () -> "snapshot");
      for (int i = random.nextInt(30); i > 0; i--) {
        if (random.nextInt(3) == 0) {
          publish();
        }
        if (random.nextInt(8) == 0) {
          feed.tell("status");
        }
        if (random.nextInt(2) == 0) {
          line.arrive();
        }
      }
      line.cut = true;
      reader.close();
      feed.leave(reader);
      lost += line.underWay.startsWith("block") ? 1 : 0;
      assertThat(line.got.isEmpty() || line.got.get(0).equals("resumed from " + last)).isTrue();
      line.got.stream().filter(text -> text.startsWith("block")).forEach(pieced::add);
      publish();
    }
    Line rest = new Line();
    feed.join(new Subscriber(rest), pieced.size(), () -> "resumed", () -> "snapshot");
    for (int i = 0; i < 2 * published + CUTS; i++) {
      rest.arrive();
      stayed.arrive();
    }
    rest.got.stream().filter(text -> text.startsWith("block")).forEach(pieced::add);
    List<String> whole = stayed.got.stream().filter(text -> text.startsWith("block")).toList();

    assertThat(lost).as("cut with a block under way, seed %d", SEED).isGreaterThan(10);
    assertThat(whole).hasSize((int) published);
    assertThat(pieced).as("seed %d", SEED).isEqualTo(whole);
  }
}
