package org.bitcraps.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.bitcraps.evidence.keys.ExactKeyCheck;
import org.bitcraps.evidence.replay.BlocksReader;
import org.bitcraps.evidence.replay.Replay;
import org.bitcraps.gateway.admission.ProblemCode;
import org.bitcraps.gateway.admission.RefusedException;
import org.bitcraps.gateway.chain.TestChain;
import org.bitcraps.gateway.collection.Archive;
import org.bitcraps.gateway.collection.ChainView;
import org.bitcraps.gateway.collection.FollowedBlock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The file replays; downloads are bounded, and each gives its place back however it ends. */
class BlocksFileResourceTest {

  private final TestChain chain = new TestChain();
  private final ChainView view = chain.view(Archive.Bounds.DEFAULT, Optional.empty());
  private long last;

  @BeforeEach
  void play() {
    chain.openRound();
    chain.close();
    chain.roll();
    for (FollowedBlock block : chain.blocks()) {
      view.add(block, 1);
    }
    last = chain.blocks().size();
  }

  private byte[] file() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BlocksFileResource.write(view, 1, last, out);
    return out.toByteArray();
  }

  @Test
  void what_is_written_is_what_a_reader_reads() throws IOException {
    byte[] file = file();
    Replay replay = new Replay(chain.genesis().chainId(), TestChain.VERIFIER, new ExactKeyCheck());
    BlocksReader reader = new BlocksReader(replay);
    int at = 0;
    while (reader.wanted() > 0) {
      byte[] next = Arrays.copyOfRange(file, at, at + reader.wanted());
      at += next.length;
      assertThat(reader.take(next)).isEmpty();
    }
    assertThat(at).isEqualTo(file.length);
    assertThat(replay.end()).isEmpty();
    assertThat(replay.count().blocks()).isEqualTo(last);
    assertThat(replay.count().rolls()).isEqualTo(1);
  }

  /** A client that takes nothing until it is let. */
  private static final class Slow extends OutputStream {
    final CountDownLatch begun = new CountDownLatch(1);
    final CountDownLatch let = new CountDownLatch(1);

    @Override
    public void write(int b) throws IOException {
      begun.countDown();
      try {
        let.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
  }

  @Test
  void the_fifth_at_once_is_told_to_come_again() throws Exception {
    List<Slow> slow = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < BlocksFileResource.AT_ONCE; i++) {
      Slow out = new Slow();
      slow.add(out);
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                try {
                  BlocksFileResource.write(view, 1, last, out);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              }));
      out.begun.await();
    }
    assertThatThrownBy(this::file)
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> {
              assertThat(refused.problem().code()).isEqualTo(ProblemCode.BUSY);
              assertThat(refused.problem().retryAfterSeconds()).isPositive();
            });
    slow.get(0).let.countDown();
    threads.get(0).join();
    assertThat(file()).isNotEmpty();
    for (int i = 1; i < threads.size(); i++) {
      slow.get(i).let.countDown();
      threads.get(i).join();
    }
  }

  @Test
  void a_connection_that_breaks_gives_its_place_back() throws IOException {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("gone");
          }
        };
    for (int i = 0; i < 3 * BlocksFileResource.AT_ONCE; i++) {
      assertThatThrownBy(() -> BlocksFileResource.write(view, 1, last, broken))
          .isInstanceOf(IOException.class);
    }
    assertThat(file()).isNotEmpty();
  }
}
