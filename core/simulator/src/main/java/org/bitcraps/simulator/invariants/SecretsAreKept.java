package org.bitcraps.simulator.invariants;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.bitcraps.evidence.execution.ResultLeaf;
import org.bitcraps.evidence.execution.Round;
import org.bitcraps.evidence.execution.RoundClosed;
import org.bitcraps.evidence.execution.RoundPhase;
import org.bitcraps.evidence.execution.TableLedger;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.protocol.consensus.CommittedBlock;
import org.bitcraps.simulator.Validator;

/**
 * R2, by the bytes: no secret of an honest validator stands in anything on the wire, in whatever
 * message, before that validator holds the certificate of a block that closed the round.
 */
public final class SecretsAreKept implements Invariant {

  /** A secret's owner, and the draw it is for. */
  public record Owned(ReplicaId owner, TableId table, long round) {}

  private final byte[] mark;
  private final Function<Digest, Optional<Owned>> secrets;

  private byte[] seen = {};

  /** For whom which close is certified. */
  private final Set<Owned> closed = new HashSet<>();

  /**
   * @param mark how every secret of the run begins
   * @param secrets whose secret some bytes are; empty if nobody's, or a faulty validator's
   */
  public SecretsAreKept(byte[] mark, Function<Digest, Optional<Owned>> secrets) {
    this.mark = mark.clone();
    this.secrets = secrets;
  }

  @Override
  public void committed(Validator validator, CommittedBlock block) {
    for (ResultLeaf leaf : Invariant.executed(block).leaves()) {
      if (leaf instanceof RoundClosed close) {
        closed.add(new Owned(validator.id(), close.table(), close.round()));
      }
    }
  }

  /** A fetched state comes with the certificate of its block: what is closed in it, is (R2). */
  @Override
  public void restored(Validator validator, CommittedBlock block) {
    for (Map.Entry<TableId, TableLedger> table : Invariant.executed(block).ledger().tables()) {
      Round round = table.getValue().round();
      for (long number = 1; number <= round.number(); number++) {
        if (number < round.number() || round.phase() != RoundPhase.BETTING) {
          closed.add(new Owned(validator.id(), table.getKey(), number));
        }
      }
    }
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // Only the very same array needs no second look.
  public void onWire(byte[] bytes) {
    if (bytes == seen) {
      return; // The same message to the next peer.
    }
    seen = bytes;
    for (int at = 0; at + Digest.BYTES <= bytes.length; at++) {
      if (bytes[at] == mark[0]
          && Arrays.equals(bytes, at, at + mark.length, mark, 0, mark.length)) {
        Digest secret = Digest.fromBytes(Arrays.copyOfRange(bytes, at, at + Digest.BYTES));
        secrets
            .apply(secret)
            .ifPresent(owned ->
                require(closed.contains(owned), () -> "a secret is on the wire: " + owned));
      }
    }
  }
}
