package org.bitcraps.client.sdk;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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
import org.bitcraps.evidence.replay.BlocksReader;
import org.bitcraps.evidence.replay.Replay;
import org.bitcraps.evidence.replay.ReplayCount;
import org.bitcraps.evidence.replay.ReplayFault;
import org.bitcraps.evidence.replay.SnapshotState;
import org.bitcraps.evidence.wire.MalformedException;
import org.bitcraps.evidence.wire.Verifier;

/**
 * A chain that this program executes itself: begun with a state that a quorum signed, every block
 * after it checked like in a replay. What it says needs nobody's word. Thread-safe.
 */
public final class SyncedChain {

  private static final int CHUNKS_AT_ONCE = 16;
  private static final int MANIFEST_BYTES_MAX = 4 << 20;

  private final GatewayHttp gateway;
  private final SequenceNumber snapshot;
  private final long snapshotBytes;
  private final Replay replay;
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
    Verifier verifier = new Verifier(Schemes.best().scheme());
    SnapshotManifest manifest = manifest(Json.node(Player.await(gateway.get("snapshot"))));
    SnapshotState.check(manifest, trusted, verifier);
    List<byte[]> chunks = chunks(gateway, manifest.chunks());
    ExecutedBlock state = SnapshotState.restore(manifest, chunks, trusted, new BouncyKeyCheck());
    long bytes = chunks.stream().mapToLong(chunk -> chunk.length).sum();
    SyncedChain chain = new SyncedChain(gateway, state, bytes, verifier);
    chain.follow();
    return chain;
  }

  private static SnapshotManifest manifest(JsonNode node) {
    List<Digest> chunks = new ArrayList<>();
    MalformedException.require(
        node.path("chunks").size() <= StateTree.CHUNKS_MAX, "chunks", "too many");
    node.path("chunks").forEach(digest -> chunks.add(Digest.fromBytes(Json.hex(digest, "chunks"))));
    try {
      return new SnapshotManifest(
          Json.wire(node, "certifiedBlock", MANIFEST_BYTES_MAX, CertifiedBlock::decode),
          Json.wire(node, "checkpoint", MANIFEST_BYTES_MAX, QuorumCertificate::decodeCheckpoint),
          chunks);
    } catch (IllegalArgumentException e) {
      throw new MalformedException("snapshot", e.getMessage());
    }
  }

  /** The contents, in order; so many are asked for at a time. */
  private static List<byte[]> chunks(GatewayHttp gateway, List<Digest> digests) {
    List<byte[]> chunks = new ArrayList<>(digests.size());
    for (int from = 0; from < digests.size(); from += CHUNKS_AT_ONCE) {
      List<CompletableFuture<byte[]>> asked =
          digests.subList(from, Math.min(from + CHUNKS_AT_ONCE, digests.size())).stream()
              .map(digest -> gateway.get("snapshot/chunks/" + digest.hex()))
              .toList();
      for (CompletableFuture<byte[]> answer : asked) {
        byte[] chunk = Player.await(answer);
        MalformedException.require(
            StateTree.digestOf(chunk).equals(digests.get(chunks.size())),
            "chunks",
            "%s does not hash to its address".formatted(digests.get(chunks.size())));
        chunks.add(chunk);
      }
    }
    return chunks;
  }

  /**
   * Executes what has been certified since. Waits until it is done.
   *
   * @throws MalformedException if a block is not what a quorum signed; the chain stays where it is
   *     for good
   * @throws UnreachableException if the gateway stopped in the middle; call it again
   * @throws ProblemException if the gateway refused
   */
  public synchronized void follow() {
    String path = "consensus/blocks.bin?from=" + last.sequence().next();
    try (InputStream in = Player.await(gateway.stream(path))) {
      BlocksReader reader = new BlocksReader(replay);
      while (reader.wanted() > 0) {
        byte[] bytes = in.readNBytes(reader.wanted());
        if (bytes.length < reader.wanted()) {
          throw new IOException("it ends in the middle");
        }
        holds(reader.take(bytes));
        if (replay.isBegun()) {
          last = replay.last();
        }
      }
      holds(replay.end());
    } catch (IOException e) {
      throw new UnreachableException(gateway.base() + " stopped in the middle of the blocks", e);
    }
  }

  private static void holds(Optional<ReplayFault> fault) {
    fault.ifPresent(wrong -> {
      throw new MalformedException(
          wrong.field(),
          "block %s: %s: %s".formatted(wrong.block(), wrong.reason(), wrong.detail()));
    });
  }

  /** The block after which the state was that it began with. */
  public SequenceNumber snapshot() {
    return snapshot;
  }

  /** Bytes of that state. */
  public long snapshotBytes() {
    return snapshotBytes;
  }

  /** The last block that was executed. */
  public ExecutedBlock last() {
    return last;
  }

  /** The state after it: balances, tables, live bets. */
  public Ledger ledger() {
    return last.ledger();
  }

  /** What was seen after the snapshot. */
  public synchronized ReplayCount count() {
    return replay.count();
  }
}
