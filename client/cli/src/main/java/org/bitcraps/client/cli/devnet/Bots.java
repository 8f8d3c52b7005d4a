package org.bitcraps.client.cli.devnet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.bitcraps.client.sdk.BitcrapsClient;
import org.bitcraps.client.sdk.PlayerKey;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.TableId;

/** The bots of a devnet, one thread each; their keys are kept, so that they keep their chips. */
public final class Bots implements AutoCloseable {

  private final List<Thread> threads = new ArrayList<>();

  private Bots() {}

  /**
   * Starts them.
   *
   * @param keys folder of their keys; made if need be
   */
  public static Bots start(
      int count, Path keys, BitcrapsClient client, Genesis genesis, TableId table)
      throws IOException {
    Bots bots = new Bots();
    for (int i = 0; i < count; i++) {
      Path file = keys.resolve("bot-" + i + ".key");
      PlayerKey key =
          Files.exists(file)
              ? PlayerKey.load(file, new char[0])
              : PlayerKey.create(file, new char[0]);
      Bot bot = new Bot(client, key, genesis, table, RandomGenerator.getDefault());
      bots.threads.add(Thread.ofPlatform().daemon().name("bot-" + i).start(bot));
    }
    return bots;
  }

  /** Tells them to stop; does not wait for an answer that is under way. */
  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
  }
}
