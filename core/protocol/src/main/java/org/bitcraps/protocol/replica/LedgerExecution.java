package org.bitcraps.protocol.replica;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.bitcraps.evidence.execution.BetSettled;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.execution.BlockSummary;
import org.bitcraps.evidence.execution.CommitmentReceipt;
import org.bitcraps.evidence.execution.Credit;
import org.bitcraps.evidence.execution.ExecutedBlock;
import org.bitcraps.evidence.execution.Ledger;
import org.bitcraps.evidence.execution.MissingReveal;
import org.bitcraps.evidence.execution.Receipt;
import org.bitcraps.evidence.execution.ResultLeaf;
import org.bitcraps.evidence.execution.RevealReceipt;
import org.bitcraps.evidence.execution.RollRecorded;
import org.bitcraps.evidence.execution.RoundClosed;
import org.bitcraps.evidence.execution.RoundOpened;
import org.bitcraps.evidence.execution.StateTree;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.operation.Body;
import org.bitcraps.protocol.consensus.Executed;
import org.bitcraps.protocol.consensus.Execution;
import org.bitcraps.protocol.consensus.Snapshot;

/** The ledger as the state machine under consensus. */
public final class LedgerExecution implements Execution {

  private final ExecutedBlock start;

  /** The ledger that genesis begins. */
  public LedgerExecution(Genesis genesis) {
    this(ExecutedBlock.genesis(genesis));
  }

  /** The same, made by the host: with its own check of keys, or shared by several validators. */
  LedgerExecution(ExecutedBlock start) {
    this.start = start;
  }

  /** A ledger after some block, in the words of consensus. */
  public record LedgerState(ExecutedBlock block) implements Executed {

    @Override
    public Digest resultRoot() {
      return block.resultRoot();
    }

    @Override
    public OptionalLong nextDueMs() {
      return block.ledger().nextDueMs();
    }
  }

  private record LedgerSnapshot(StateTree tree) implements Snapshot {

    @Override
    public Digest root() {
      return tree.root();
    }

    @Override
    public List<Digest> chunks() {
      return tree.chunks();
    }

    @Override
    public Optional<byte[]> chunk(Digest digest) {
      return tree.chunk(digest);
    }

    @Override
    public List<byte[]> contents() {
      return tree.contents();
    }

    @Override
    public long bytes() {
      return tree.bytes();
    }
  }

  private record LedgerMaking(StateTree.Building building) implements Snapshot.Making {

    @Override
    public boolean advance(long bytesMax) {
      return building.advance(bytesMax);
    }

    @Override
    public Snapshot snapshot() {
      return new LedgerSnapshot(building.tree());
    }
  }

  @Override
  public boolean isSpent(Executed state, Body body) {
    ExecutedBlock now = ((LedgerState) state).block();
    Ledger ledger = now.ledger();
    Block alone =
        new Block(
            ledger.chain(),
            ledger.validators().epoch(),
            now.sequence().next(),
            now.effectiveTimeMs(),
            now.digest(),
            List.of(body.digest()));
    return now.next(alone, List.of(body)).leaves().stream().noneMatch(LedgerExecution::usesUp);
  }

  private static boolean usesUp(ResultLeaf leaf) {
    return switch (leaf) {
      case Receipt receipt -> receipt.outcome().usesNonce();
      case CommitmentReceipt receipt -> receipt.answer() == CommitmentReceipt.Answer.ACCEPTED;
      case RevealReceipt receipt -> receipt.answer() == RevealReceipt.Answer.ACCEPTED;
      // What a block or a round does by itself.
      case BlockSummary _,
          Credit _,
          RoundOpened _,
          RoundClosed _,
          RollRecorded _,
          BetSettled _,
          MissingReveal _ ->
          false;
    };
  }

  @Override
  public Snapshot.Making snapshot(Executed state, Optional<Snapshot> before) {
    Ledger ledger = ((LedgerState) state).block().ledger();
    return new LedgerMaking(
        before
            .map(b -> ((LedgerSnapshot) b).tree().towards(ledger))
            .orElseGet(() -> StateTree.begin(ledger)));
  }

  @Override
  public Digest stateRoot(List<Digest> chunks) {
    return StateTree.rootOf(chunks);
  }

  @Override
  public Digest chunkDigest(byte[] chunk) {
    return StateTree.digestOf(chunk);
  }

  @Override
  public Snapshot.Restored restore(Block block, Digest resultRoot, List<byte[]> chunks) {
    StateTree tree = StateTree.restore(start.ledger(), chunks);
    return new Snapshot.Restored(
        new LedgerState(ExecutedBlock.restored(block, resultRoot, tree)), new LedgerSnapshot(tree));
  }

  @Override
  public Executed genesis() {
    return new LedgerState(start);
  }

  @Override
  public Executed execute(Executed parent, Block block, List<Body> bodies) {
    return new LedgerState(((LedgerState) parent).block().next(block, bodies));
  }
}
