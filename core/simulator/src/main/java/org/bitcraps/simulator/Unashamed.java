package org.bitcraps.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.bitcraps.evidence.execution.Ledger;
import org.bitcraps.protocol.consensus.Input;
import org.bitcraps.protocol.consensus.JournalEntry;
import org.bitcraps.protocol.consensus.Observation;
import org.bitcraps.protocol.consensus.Output;
import org.bitcraps.protocol.pbft.PbftStatus;

/**
 * The production core of one who runs a key twice on purpose: whenever it falls silent, for it was
 * shown what the other instance signed (P8), its operator strikes that entry out of its journal and
 * starts it again from what is left.
 */
final class Unashamed implements Core {

  /** First byte of the entry that makes it silent (docs/wire.md). */
  private static final byte MUTED = 11;

  private final Supplier<Core> fresh;
  private final List<byte[]> entries = new ArrayList<>();
  private Core core;
  private boolean silent;

  Unashamed(Supplier<Core> fresh) {
    this.fresh = fresh;
    this.core = fresh.get();
  }

  @Override
  public void recover(List<byte[]> journal) {
    entries.addAll(journal);
    core.recover(journal);
  }

  @Override
  public Output step(Input input) {
    if (silent) {
      // Not at once: first the host had to do what the last output says.
      silent = false;
      core = fresh.get();
      core.recover(entries);
    }
    Output output = core.step(input);
    if (output.observations().stream().anyMatch(Observation.Muted.class::isInstance)) {
      silent = true;
      output = withoutSilence(output);
    }
    output.persist().forEach(entry -> entries.add(entry.toWire()));
    return output;
  }

  private static Output withoutSilence(Output output) {
    List<JournalEntry> kept = new ArrayList<>(output.persist());
    kept.removeIf(entry -> entry.toWire()[0] == MUTED);
    return new Output(
        kept,
        output.send(),
        output.committed(),
        output.timers(),
        output.observations(),
        output.shortening());
  }

  @Override
  public PbftStatus status() {
    return core.status();
  }

  @Override
  public Ledger ledger() {
    return core.ledger();
  }
}
