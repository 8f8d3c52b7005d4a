package org.bitcraps.simulator.invariants;

import java.util.function.Supplier;
import org.bitcraps.evidence.execution.ExecutedBlock;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.protocol.consensus.CommittedBlock;
import org.bitcraps.protocol.consensus.Input;
import org.bitcraps.protocol.consensus.Output;
import org.bitcraps.protocol.pbft.PbftMessage;
import org.bitcraps.protocol.replica.LedgerExecution;
import org.bitcraps.simulator.Validator;
import org.bitcraps.simulator.Violation;

/** Watches honest validators; throws {@link Violation} when what must never happen has happened. */
public interface Invariant {

  /** A message leaves an honest validator: no proposal of another one that it hands on. */
  default void sent(Validator from, PbftMessage message) {}

  /** The same, of a message that goes to all others. */
  default void sentToAll(Validator from, PbftMessage message) {}

  /** An honest validator signs these bytes with its vote key. */
  default void signed(ReplicaId validator, byte[] message) {}

  /** An honest validator made a step, and performed its output as far as it lived. */
  default void stepped(Validator validator, Output output) {}

  /** An honest validator took an input and made this of it; before {@link #stepped}. */
  default void took(Validator validator, Input input, Output output) {}

  /** An honest validator refused these bytes at its door. */
  default void refused(Validator validator, byte[] bytes) {}

  /** An honest validator holds a block for certain. */
  default void committed(Validator validator, CommittedBlock block) {}

  /**
   * An honest validator holds a block for certain whose state it fetched: what the block effected
   * is not known there, nor what those before it did.
   */
  default void restored(Validator validator, CommittedBlock block) {}

  /** These bytes leave some validator, honest or not. */
  default void onWire(byte[] bytes) {}

  /** What the validator's ledger made of a block. */
  static ExecutedBlock executed(CommittedBlock block) {
    return ((LedgerExecution.LedgerState) block.executed()).block();
  }

  /** Throws unless it holds. */
  default void require(boolean holds, String what) {
    require(holds, () -> what);
  }

  /** The same where the words would cost more than the check. */
  default void require(boolean holds, Supplier<String> what) {
    if (!holds) {
      throw new Violation(getClass().getSimpleName(), what.get());
    }
  }
}
