package org.bitcraps.protocol.replica;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.bitcraps.evidence.dice.DiceSecret;
import org.bitcraps.evidence.dice.DrawId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.keys.Signer;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.operation.Body;
import org.bitcraps.evidence.operation.Operation;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.protocol.consensus.JournalEntry;

/** What validators say about rounds, for tests: every secret follows from a name. */
public final class RoundOperations {

  private RoundOperations() {}

  /** The secret of a validator whose beacon key has this name. */
  public static DiceSecret secret(String beaconKeyName, ReplicaId id, DrawId draw) {
    return new DiceSecret(
        Digest.of(
            DomainTag.DICE_SECRET,
            beaconKeyName.getBytes(StandardCharsets.UTF_8),
            new Encoder().value(id).value(draw).toBytes()));
  }

  /** A validator commits to its secret. */
  public static Operation.Commitment commitment(Signer key, ReplicaId id, DrawId draw) {
    Digest commitment = secret("", id, draw).commitment(draw, id);
    return new Operation.Commitment(
        draw, id, commitment, key.sign(Operation.Commitment.signedBytes(draw, id, commitment)));
  }

  /** A validator reveals it. */
  public static Operation.Reveal reveal(Signer key, ReplicaId id, DrawId draw) {
    DiceSecret secret = secret("", id, draw);
    return new Operation.Reveal(
        draw, id, secret, key.sign(Operation.Reveal.signedBytes(draw, id, secret)));
  }

  /** What a validator journalled as its own, if the entry is that. */
  public static Optional<Body> journalled(JournalEntry entry) {
    return entry instanceof DutyEntry duty ? Optional.of(duty.body()) : Optional.empty();
  }
}
