package org.bitcraps.simulator.invariants;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bitcraps.evidence.execution.Ledger;
import org.bitcraps.evidence.execution.StateTree;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.protocol.consensus.CommittedBlock;
import org.bitcraps.protocol.consensus.JournalEntry;
import org.bitcraps.protocol.consensus.Output;
import org.bitcraps.simulator.Validator;

/**
 * C7: the state that a validator fetches is the one that others got by executing every block, and
 * so is every chunk of it that it keeps.
 */
public final class RestoredState implements Invariant {

  private final long interval;

  /** First byte of the record of a chunk (docs/wire.md). */
  private static final byte CHUNK_HELD = 13;

  private final Map<SequenceNumber, Ledger> executed = new TreeMap<>();

  /** Of the states in {@link #executed} that were looked at. */
  private final Map<SequenceNumber, Set<Digest>> chunks = new TreeMap<>();

  /** With a checkpoint every so many blocks. */
  public RestoredState(long interval) {
    this.interval = interval;
  }

  @Override
  public void stepped(Validator validator, Output output) {
    for (JournalEntry entry : output.persist()) {
      byte[] record = entry.toWire();
      if (record[0] == CHUNK_HELD) {
        byte[] chunk =
            Decoder.decode(
                Arrays.copyOfRange(record, 1, record.length),
                record.length,
                in -> in.bytes(StateTree.CHUNK_BYTES_MAX, "chunk"));
        require(
            isOfSomeState(StateTree.digestOf(chunk)),
            () -> "validator " + validator.id() + " keeps a chunk that is of no state");
      }
    }
  }

  private boolean isOfSomeState(Digest chunk) {
    executed.forEach((sequence, ledger) ->
        chunks.computeIfAbsent(sequence, s -> new HashSet<>(StateTree.of(ledger).chunks())));
    return chunks.values().stream().anyMatch(all -> all.contains(chunk));
  }

  @Override
  public void committed(Validator validator, CommittedBlock block) {
    SequenceNumber sequence = block.notice().certified().sequence();
    if (sequence.value() % interval == 0) {
      executed.putIfAbsent(sequence, Invariant.executed(block).ledger());
    }
  }

  @Override
  public void restored(Validator validator, CommittedBlock block) {
    SequenceNumber sequence = block.notice().certified().sequence();
    require(
        executed.containsKey(sequence),
        () -> "validator " + validator.id() + " restores " + sequence + ", which nobody executed");
    require(
        StateTree.of(executed.get(sequence))
            .root()
            .equals(StateTree.of(Invariant.executed(block).ledger()).root()),
        () -> "validator " + validator.id() + " restores another state at " + sequence);
  }
}
