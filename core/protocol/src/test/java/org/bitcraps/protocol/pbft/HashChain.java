package org.bitcraps.protocol.pbft;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.operation.Body;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.evidence.wire.MalformedException;
import org.bitcraps.protocol.consensus.Executed;
import org.bitcraps.protocol.consensus.Execution;
import org.bitcraps.protocol.consensus.Snapshot;

/** The state machine of tests: the root is a hash over all blocks up to this one. */
final class HashChain implements Execution {

  /**
   * Whatever anybody executed with it: what a real state remembers of the bodies that made it, also
   * for one who never saw them.
   */
  private final SortedMap<Digest, Block> executed = new TreeMap<>();

  /** After some block. */
  record State(Digest block, Digest resultRoot) implements Executed {

    @Override
    public OptionalLong nextDueMs() {
      return OptionalLong.empty();
    }
  }

  @Override
  public Executed genesis() {
    return new State(Digest.ZERO, Digest.ZERO);
  }

  @Override
  public State execute(Executed parent, Block block, List<Body> bodies) {
    State before = (State) parent;
    if (!block.parent().equals(before.block())
        || !block.bodies().equals(bodies.stream().map(Body::digest).toList())) {
      throw new IllegalArgumentException("block " + block.sequence() + " does not follow");
    }
    executed.put(block.digest(), block);
    return new State(block.digest(), rootAfter(before.resultRoot(), block));
  }

  /** One chunk: block and root. */
  static byte[] chunk(Executed state) {
    State s = (State) state;
    return new Encoder().digest(s.block()).digest(s.resultRoot()).toBytes();
  }

  /** Of a state of one chunk. */
  record OneChunk(State state) implements Snapshot {

    @Override
    public Digest root() {
      return stateRoot(HashChain.chunk(state));
    }

    @Override
    public List<Digest> chunks() {
      return List.of(root());
    }

    @Override
    public Optional<byte[]> chunk(Digest digest) {
      return digest.equals(root()) ? Optional.of(HashChain.chunk(state)) : Optional.empty();
    }

    @Override
    public List<byte[]> contents() {
      return List.of(HashChain.chunk(state));
    }

    @Override
    public long bytes() {
      return HashChain.chunk(state).length;
    }
  }

  @Override
  public boolean isSpent(Executed state, Body body) {
    for (Block at = executed.get(((State) state).block());
        at != null;
        at = executed.get(at.parent())) {
      if (at.bodies().contains(body.digest())) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Snapshot.Making snapshot(Executed state, Optional<Snapshot> before) {
    return new Snapshot.Making() {
      @Override
      public boolean advance(long bytesMax) {
        return true;
      }

      @Override
      public Snapshot snapshot() {
        return new OneChunk((State) state);
      }
    };
  }

  private static Digest stateRoot(byte[] chunk) {
    return Digest.of(DomainTag.STATE, chunk);
  }

  /** What a checkpoint of this block signs. */
  static Digest stateRoot(Digest block, Digest resultRoot) {
    return stateRoot(chunk(new State(block, resultRoot)));
  }

  /** The chunk's own digest, for a state has one; any number of them in tests of a transfer. */
  @Override
  public Digest stateRoot(List<Digest> chunks) {
    return chunks.size() == 1
        ? chunks.get(0)
        : Digest.of(DomainTag.STATE, new Encoder().digests(chunks).toBytes());
  }

  @Override
  public Digest chunkDigest(byte[] chunk) {
    return stateRoot(chunk);
  }

  @Override
  public Snapshot.Restored restore(Block block, Digest resultRoot, List<byte[]> chunks) {
    State state = new State(block.digest(), resultRoot);
    MalformedException.require(
        chunks.size() == 1 && Arrays.equals(chunks.get(0), chunk(state)), "chunks", "not a state");
    return new Snapshot.Restored(state, new OneChunk(state));
  }

  static Digest rootAfter(Digest root, Block block) {
    return Digest.of(DomainTag.RESULT_LEAF, root.toBytes(), block.digest().toBytes());
  }
}
