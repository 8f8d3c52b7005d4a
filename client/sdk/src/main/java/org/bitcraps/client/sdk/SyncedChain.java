package org.bitcraps.client.sdk;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.bitcraps.crypto.BouncyKeyCheck;
import org.bitcraps.crypto.Schemes;
import org.bitcraps.evidence.certificate.QuorumCertificate;
import org.bitcraps.evidence.exchange.CertifiedBlock;
import org.bitcraps.evidence.exchange.SnapshotManifest;
import org.bitcraps.evidence.execution.ExecutedBlock;
import org.bitcraps.evidence.execution.Ledger;
import org.bitcraps.evidence.execution.StateTree;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.replay.Replay;
import org.bitcraps.evidence.replay.ReplayFault;
import org.bitcraps.evidence.replay.ReplayReason;
import org.bitcraps.evidence.replay.SnapshotState;
import org.bitcraps.evidence.wire.MalformedException;
import org.bitcraps.evidence.wire.Verifier;

/**
 * A chain that this program executes itself: begun with a state that a quorum signed, every block
 * after it checked like in a replay. What it says needs nobody's word. A gateway may keep the
 * newest blocks back, and cannot invent one: {@link ExecutedBlock#effectiveTimeMs} of {@link #last}
 * says of when it is. Thread-safe.
 */
public final class SyncedChain {

  private static final int CHUNKS_AT_ONCE = 16;
  private static final int CERTIFICATES_BYTES_MAX = 4 << 20;

  /** While a large state is fetched, the gateway may go on to later ones. */
  private static final int ATTEMPTS = 3;

  private static final int GONE = 410;

  private final GatewayHttp gateway;
  private final SequenceNumber snapshot;
  private final long snapshotBytes;
  private final Replay replay;
  private final ReentrantLock following = new ReentrantLock();
  private Optional<String> broken = Optional.empty();
  private volatile ExecutedBlock last;

  private SyncedChain(
      GatewayHttp gateway, ExecutedBlock state, long snapshotBytes, Verifier verifier) {
    this.gateway = gateway;
    this.snapshot = state.sequence();
    this.snapshotBytes = snapshotBytes;
    this.replay = new Replay(state, verifier);
    this.last = state;
  }

  /** Fetches and checks the latest snapshot, then the blocks after it. */
  static SyncedChain begin(GatewayHttp gateway, Genesis trusted) {
    Map<Digest, byte[]> held = new HashMap<>();
    for (int attempt = 1; ; attempt++) {
      try {
        return begin(gateway, trusted, held);
      } catch (ProblemException e) {
        if (e.status() != GONE || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private static SyncedChain begin(GatewayHttp gateway, Genesis trusted, Map<Digest, byte[]> held) {
    Verifier verifier = new Verifier(Schemes.best().scheme());
    SnapshotManifest manifest = manifest(Json.node(Player.await(gateway.get("snapshot"))));
    SnapshotState.check(manifest, trusted, verifier);
    fetch(gateway, manifest.chunks(), held);
    List<byte[]> chunks = manifest.chunks().stream().map(held::get).toList();
    ExecutedBlock state = SnapshotState.restore(manifest, chunks, trusted, new BouncyKeyCheck());
    long bytes = chunks.stream().mapToLong(chunk -> chunk.length).sum();
    SyncedChain chain = new SyncedChain(gateway, state, bytes, verifier);
    chain.follow();
    return chain;
  }

  private static SnapshotManifest manifest(JsonNode node) {
    try {
      MalformedException.require(
          node.path("chunks").size() <= StateTree.CHUNKS_MAX, "chunks", "too many");
      List<Digest> chunks = new ArrayList<>();
      node.path("chunks")
          .forEach(digest -> chunks.add(Digest.fromBytes(Json.hex(digest, "chunks"))));
      return new SnapshotManifest(
          Json.wire(node, "certifiedBlock", CERTIFICATES_BYTES_MAX, CertifiedBlock::decode),
          Json.wire(
              node, "checkpoint", CERTIFICATES_BYTES_MAX, QuorumCertificate::decodeCheckpoint),
          chunks);
    } catch (IllegalArgumentException e) {
      throw new MalformedException("snapshot", e.getMessage());
    }
  }

  /** Those that are not held yet; so many are asked for at a time. */
  private static void fetch(GatewayHttp gateway, List<Digest> chunks, Map<Digest, byte[]> held) {
    held.keySet().retainAll(chunks);
    List<Digest> wanted = chunks.stream().filter(digest -> !held.containsKey(digest)).toList();
    for (int from = 0; from < wanted.size(); from += CHUNKS_AT_ONCE) {
      List<Digest> some = wanted.subList(from, Math.min(from + CHUNKS_AT_ONCE, wanted.size()));
      List<CompletableFuture<byte[]>> asked =
          some.stream()
              .map(digest ->
                  gateway.get("snapshot/chunks/" + digest.hex(), StateTree.CHUNK_BYTES_MAX))
              .toList();
      for (int i = 0; i < some.size(); i++) {
        byte[] chunk = Player.await(asked.get(i));
        MalformedException.require(
            StateTree.digestOf(chunk).equals(some.get(i)),
            "chunks",
            some.get(i).hex() + " is not the digest of what is there");
        held.put(some.get(i), chunk);
      }
    }
  }

  /**
   * Executes what has been certified since. Waits until it is done.
   *
   * @throws MalformedException if anything is not what a quorum signed; the chain stays where it is
   *     for good
   * @throws UnreachableException if the gateway stopped in the middle; call it again
   * @throws ProblemException if the gateway refused
   */
  public void follow() {
    following.lock();
    try {
      broken.ifPresent(why -> {
        throw new MalformedException("chain", why);
      });
      SequenceNumber next = replay.last().sequence().next();
      try (InputStream in = Player.await(gateway.stream("consensus/blocks.bin?from=" + next))) {
        BlocksOnDisk.replay(in, replay, progress -> {}).ifPresent(this::stop);
      }
      last = replay.last();
    } catch (IOException e) {
      throw gateway.brokeOff(e);
    } finally {
      following.unlock();
    }
  }

  private void stop(ReplayFault fault) {
    if (fault.reason() == ReplayReason.TRUNCATED) {
      throw gateway.brokeOff(null);
    }
    String why = "block %s: %s: %s".formatted(fault.block(), fault.reason(), fault.detail());
    broken = Optional.of(why);
    throw new MalformedException(fault.field(), why);
  }

  /** The block after which the state was that it began with. */
  public SequenceNumber snapshot() {
    return snapshot;
  }

  /** Bytes of that state. */
  public long snapshotBytes() {
    return snapshotBytes;
  }

  /** The last block up to which everything holds. */
  public ExecutedBlock last() {
    return last;
  }

  /** The state after it: balances, tables, live bets. */
  public Ledger ledger() {
    return last.ledger();
  }
}
