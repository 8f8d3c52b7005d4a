package org.bitcraps.node.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.bitcraps.crypto.home.DurableFiles;
import org.bitcraps.evidence.exchange.NodeReport.Condition;
import org.bitcraps.evidence.genesis.Parameters;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.jms.Envelope;
import org.bitcraps.node.egress.Post;
import org.bitcraps.node.ingress.Door;
import org.bitcraps.node.observation.Watch;
import org.bitcraps.node.shelf.Shelf;
import org.bitcraps.node.shelf.ShelfCount;
import org.bitcraps.node.shelf.ShelfLoop;
import org.bitcraps.node.shelf.ShelvedCheckpoints;
import org.bitcraps.node.shelf.Shelves;
import org.bitcraps.protocol.consensus.Lane;
import org.bitcraps.protocol.pbft.PbftCodec;
import org.bitcraps.protocol.pbft.PbftMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * C7 with a cache: a wiped validator goes on from a checkpoint that lies there, and only from it.
 */
class ShelvedCheckpointsTest {

  private static final List<Integer> OTHERS = List.of(0, 1, 3);

  /** A checkpoint every 16 blocks: who is far behind fetches the state. */
  private static final Map<String, String> OFTEN =
      Map.of("bitcraps.genesis.checkpoint-interval", "16");

  private static final ShelfLoop.Bounds BOUNDS =
      new ShelfLoop.Bounds(32, ShelvedCheckpoints.BYTES_MAX, 64);

  @TempDir private Path home;

  private final Map<Object, Object> cache = new ConcurrentHashMap<>();

  /** Peers that answer everything but what a state is made of. */
  private record Silent(Transport bus) implements Transport {

    @Override
    public Post post(ReplicaId self) {
      return new OtherPost(bus.post(self)) {
        @Override
        public boolean toValidator(ReplicaId to, Lane lane, Envelope envelope) {
          PbftMessage message = PbftCodec.decode(envelope.body(), Parameters.defaults());
          boolean ofState =
              message instanceof PbftMessage.ChunkList || message instanceof PbftMessage.Chunk;
          return ofState || super.toValidator(to, lane, envelope);
        }
      };
    }

    @Override
    public Listening listen(ReplicaId self, Door door, Watch watch, Consumer<Throwable> broken) {
      return bus.listen(self, door, watch, broken);
    }
  }

  private ShelfLoop shelf() {
    return new ShelfLoop("checkpoints", () -> cache, BOUNDS, House::thread);
  }

  private House house(ShelfLoop checkpoints, UnaryOperator<Transport> wrapper) throws Exception {
    return new House(home, OFTEN, new Shelves(Shelf.NONE, Shelf.NONE, checkpoints), wrapper);
  }

  /** Validator 2 loses everything while the others go on for seven checkpoints. */
  private void wipe(House house) throws Exception {
    house.awaitBlocks(2, List.of(0, 1, 2, 3));
    house.node.stop(House.id(2));
    DurableFiles.delete(home.resolve("validator-2").resolve("journal"));
    house.awaitBlocks(120, OTHERS); // More than are asked for at once: else blocks would do.
  }

  private static long restored(House house) {
    return house.validator(2).counts().get("states_restored");
  }

  @Test
  void who_gets_no_state_from_peers_gets_it_from_the_cache() throws Exception {
    try (ShelfLoop shelf = shelf();
        House house = house(shelf, Silent::new)) {
      wipe(house);
      assertThat(cache).as("f + 1 handouts").hasSize(2);

      house.node.start(House.id(2));

      house.await("2 goes on from a checkpoint", h -> restored(h) > 0);
      house.await("2 votes again", h -> h.condition(2) == Condition.UP);
      assertThat(shelf.count(ShelfCount.USED)).isPositive();
      assertThat(shelf.count(ShelfCount.REFUSED)).isZero();
    }
  }

  @Test
  void whatever_lies_there_the_state_is_the_one_that_a_quorum_signed() throws Exception {
    try (ShelfLoop shelf = shelf();
        House house = house(shelf, bus -> bus)) {
      wipe(house);
      poison();

      house.node.start(House.id(2));

      house.await("2 goes on from a checkpoint", h -> restored(h) > 0);
      house.await("2 votes again", h -> h.condition(2) == Condition.UP);
      assertThat(shelf.count(ShelfCount.REFUSED)).isPositive();
      assertThat(house.report().isHealthy()).isTrue();
    }
  }

  /** Each handout with a byte flipped every so often, and things that are none. */
  private void poison() {
    List<byte[]> handouts = new ArrayList<>();
    cache.values().forEach(entry -> handouts.add((byte[]) entry));
    for (byte[] handout : handouts) {
      for (int i = 0; i < 20; i++) {
        byte[] flipped = handout.clone();
        flipped[(int) ((long) i * flipped.length / 20)] ^= 1;
        cache.put("flipped " + cache.size(), flipped);
      }
    }
    cache.put("0", new byte[0]);
    cache.put("1", new byte[] {0, 1, 0x7f, 0x7f, 0x7f, 0x7f});
    cache.put("2", new byte[ShelvedCheckpoints.BYTES_MAX + 1]);
    cache.put("3", "text");
    cache.put(4, new byte[10]);
  }
}
