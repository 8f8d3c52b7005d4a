package org.bitcraps.evidence.certificate;

import java.util.List;
import java.util.Optional;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.keys.PublicKey;
import org.bitcraps.evidence.keys.Signature;
import org.bitcraps.evidence.membership.Epoch;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.ReplicaSet;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.membership.View;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.evidence.wire.Verifier;
import org.bitcraps.evidence.wire.WireValue;

/**
 * A view-change as a third party reads it (DESIGN P2, E1): the bytes of {@code ViewChange.Content}
 * in {@code docs/wire.md}, signature last. It may say anything; {@link #isSound} tells whether an
 * honest validator could have sent it.
 *
 * @param floor its highest certified block; empty for genesis
 * @param prepared blocks above for which it says it signed a commit
 */
public record ViewChangeStatement(
    ChainId chain,
    Epoch epoch,
    ReplicaId sender,
    View view,
    Optional<ShownBlock<Statement.Commit>> floor,
    List<ShownBlock<Statement.Prepare>> prepared,
    Signature signature)
    implements WireValue {

  /** More than any pipeline is deep; bounds decoding. */
  private static final int PREPARED_MAX = 1_024;

  /** The shortest block with the shortest certificate. */
  private static final int PREPARED_BYTES_MIN = 92 + 93;

  /** Copies the list. */
  public ViewChangeStatement {
    prepared = List.copyOf(prepared);
  }

  /** What the sender signs: tag, then every field but the signature. */
  public byte[] signedBytes() {
    Encoder out = new Encoder(1024).tag(DomainTag.VIEW_CHANGE);
    encodeFieldsTo(out);
    return out.toBytes();
  }

  /** Whether the sender is a member and signed it. */
  public boolean isSigned(ReplicaSet set, Verifier verifier) {
    Optional<PublicKey> key = set.voteKey(sender);
    return epoch.equals(set.epoch())
        && key.isPresent()
        && verifier.isValid(key.get(), signedBytes(), signature);
  }

  /** Whether the sender signed it, and all it shows is what it is shown as (P2). */
  public boolean isSound(ReplicaSet set, Verifier verifier) {
    if (!isSigned(set, verifier) || !floor.map(f -> f.isSound(chain, set, verifier)).orElse(true)) {
      return false;
    }
    SequenceNumber below = floorSequence();
    for (ShownBlock<Statement.Prepare> shown : prepared) {
      if (!shown.block().sequence().isAfter(below)
          || !view.isAfter(shown.certificate().statement().view())
          || !shown.isSound(chain, set, verifier)) {
        return false;
      }
      below = shown.block().sequence();
    }
    return true;
  }

  /** Sequence of the floor; 0 for genesis. */
  public SequenceNumber floorSequence() {
    return floor.map(f -> f.block().sequence()).orElse(SequenceNumber.ZERO);
  }

  /** Whether it forgets a commit: the place is above its floor, and it shows nothing as new. */
  public boolean forgets(Statement.Commit commit) {
    return view.isAfter(commit.view())
        && commit.sequence().isAfter(floorSequence())
        && prepared.stream()
            .noneMatch(shown ->
                shown.block().sequence().equals(commit.sequence())
                    && !commit.view().isAfter(shown.certificate().statement().view()));
  }

  private void encodeFieldsTo(Encoder out) {
    out.value(chain).value(epoch).value(sender).value(view).optional(floor).list(prepared);
  }

  @Override
  public void encodeTo(Encoder out) {
    encodeFieldsTo(out);
    out.signature(signature);
  }

  /** Reads what {@link #encodeTo} wrote. */
  public static ViewChangeStatement decode(Decoder in) {
    return new ViewChangeStatement(
        ChainId.decode(in),
        Epoch.decode(in),
        ReplicaId.decode(in),
        View.decode(in),
        in.optional("floor", f -> ShownBlock.decode(f, Statement.Commit::decode)),
        in.list(
            PREPARED_MAX,
            PREPARED_BYTES_MIN,
            "prepared",
            p -> ShownBlock.decode(p, Statement.Prepare::decode)),
        in.signature("signature"));
  }
}
