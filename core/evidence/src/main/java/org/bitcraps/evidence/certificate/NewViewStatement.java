package org.bitcraps.evidence.certificate;

import java.util.List;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.membership.Epoch;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.ReplicaSet;
import org.bitcraps.evidence.membership.View;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.evidence.wire.WireValue;

/**
 * What the primary of a view signs when it begins it (DESIGN P2): exactly the signed bytes, tag
 * included. Names the view-changes by digest, signatures included.
 */
public record NewViewStatement(
    ChainId chain, Epoch epoch, ReplicaId sender, View view, List<Digest> viewChanges)
    implements WireValue {

  /** The kind of a view-change among PBFT's messages: its digest covers that byte too. */
  private static final int VIEW_CHANGE_KIND = 4;

  /** Copies the list. */
  public NewViewStatement {
    viewChanges = List.copyOf(viewChanges);
  }

  /** What a new-view names a view-change by. */
  public static Digest digestOf(ViewChangeStatement viewChange) {
    return Digest.of(
        DomainTag.VIEW_CHANGE, new Encoder(1024).u8(VIEW_CHANGE_KIND).value(viewChange).toBytes());
  }

  @Override
  public void encodeTo(Encoder out) {
    out.tag(DomainTag.NEW_VIEW)
        .value(chain)
        .value(epoch)
        .value(sender)
        .value(view)
        .digests(viewChanges);
  }

  /** Reads what {@link #encodeTo} wrote. */
  public static NewViewStatement decode(Decoder in) {
    in.tag(DomainTag.NEW_VIEW);
    return new NewViewStatement(
        ChainId.decode(in),
        Epoch.decode(in),
        ReplicaId.decode(in),
        View.decode(in),
        in.digests(ReplicaSet.MEMBERS_MAX, "viewChanges"));
  }
}
