package org.bitcraps.protocol.pbft;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bitcraps.evidence.genesis.Parameters;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.membership.View;
import org.bitcraps.protocol.consensus.Shortening;
import org.bitcraps.protocol.consensus.Snapshot;

/**
 * A shorter journal with the same meaning (P3: checkpoints prune): the state at a stable checkpoint
 * instead of the blocks up to it, then whatever a vote above it, or a promise about views, rests
 * on. A pure function of the old journal: nothing is signed, and nothing that was signed and can
 * still matter is left out.
 *
 * <p>Kept, in the order in which they stood: votes and blocks above the checkpoint; bodies that no
 * block up to it ordered, and the digests of those that one did; every begin of a view from the one
 * on in which the first kept vote was signed, and all that said where that one ends; the highest
 * view-change; the last checkpoint of ours; being mute, and the end of it; what proves others
 * guilty; what is here of a later state that is being fetched.
 */
final class JournalCut {

  private final SequenceNumber at;
  private final List<PbftEntry> entries = new ArrayList<>();

  /** Per body the last record of a block up to the checkpoint that ordered it. */
  private final SortedMap<Digest, Integer> ordered = new TreeMap<>();

  /** All that was ordered up to the checkpoint, the earliest first. */
  private final Set<Digest> inOrder = new LinkedHashSet<>();

  /** What first began the view in which the first kept vote was signed. */
  private int firstView;

  /** The last new-view up to there: others may need it, though a certificate began the view. */
  private int newView = -1;

  /** The begin of a state's being fetched that has not ended; -1: none is. */
  private int fetching = -1;

  /** Whether blocks up to the checkpoint are missing, also those before an earlier cut. */
  private boolean skips;

  private int lastAnchor = -1;
  private int lastViewChange = -1;
  private int lastCheckpoint = -1;

  private JournalCut(List<byte[]> old, SequenceNumber at, Parameters limits) {
    this.at = at;
    old.forEach(record -> entries.add(PbftEntry.decode(record, limits)));
  }

  /** At this checkpoint. */
  record At(PbftEntry.Anchored anchor, Snapshot snapshot, Parameters limits) implements Shortening {

    @Override
    public SequenceNumber checkpoint() {
      return anchor.block().sequence();
    }

    @Override
    public long bytesMin() {
      return snapshot.bytes();
    }

    @Override
    public List<byte[]> of(List<byte[]> records) {
      return new JournalCut(records, checkpoint(), limits)
          .cut(records, anchor, snapshot.contents());
    }
  }

  private List<byte[]> cut(List<byte[]> old, PbftEntry.Anchored anchor, List<byte[]> chunks) {
    survey();
    List<byte[]> records = new ArrayList<>();
    records.add(old.get(0)); // Whose journal it is, and whether it began mute.
    chunks.forEach(chunk -> records.add(new PbftEntry.ChunkHeld(chunk).toWire()));
    records.add(anchor.toWire());
    remembered().forEach(ordered -> records.add(ordered.toWire()));
    if (skips) {
      records.add(new PbftEntry.Skipped().toWire());
    }
    for (int i = 1; i < entries.size(); i++) {
      if (isKept(i)) {
        records.add(old.get(i));
      }
    }
    return records;
  }

  /** As many as a replica remembers, in entries that can be read back. */
  private List<PbftEntry> remembered() {
    List<Digest> all = List.copyOf(inOrder);
    List<PbftEntry> entries = new ArrayList<>();
    for (int from = Math.max(0, all.size() - BodyPool.ORDERED_MAX); from < all.size(); ) {
      int to = Math.min(all.size(), from + PbftEntry.Ordered.BODIES_MAX);
      entries.add(new PbftEntry.Ordered(all.subList(from, to)));
      from = to;
    }
    return entries;
  }

  private void survey() {
    Optional<Integer> firstVote = Optional.empty();
    View view = View.ZERO;
    int begun = 0;
    int lastNewView = -1;
    for (int i = 0; i < entries.size(); i++) {
      switch (entries.get(i)) {
        case PbftEntry.Certified e -> {
          if (!e.block().sequence().isAfter(at)) {
            for (Digest body : e.block().block().bodies()) {
              ordered.put(body, i);
              inOrder.add(body);
            }
          }
        }
        case PbftEntry.ViewEntered e -> {
          begun = e.message().view().isAfter(view) ? i : begun;
          view = e.message().view();
          lastNewView = i;
          if (firstVote.isEmpty()) {
            firstView = begun;
            newView = i;
          }
        }
        case PbftEntry.Rotated e -> {
          begun = e.view().isAfter(view) ? i : begun;
          view = e.view();
          if (firstVote.isEmpty()) {
            firstView = begun;
          }
        }
        case PbftEntry.Accepted e -> {
          if (e.block().sequence().isAfter(at) && firstVote.isEmpty()) {
            firstVote = Optional.of(i);
            firstView = begun;
            newView = lastNewView;
          }
        }
        case PbftEntry.ViewChangeSigned e -> lastViewChange = i;
        case PbftEntry.CheckpointSigned e -> lastCheckpoint = i;
        case PbftEntry.Opened e -> {}
        case PbftEntry.OpenedMute e -> {}
        case PbftEntry.BodyHeld e -> {}
        case PbftEntry.CommitSigned e -> {}
        case PbftEntry.CheckpointStable e -> {}
        case PbftEntry.Muted e -> {}
        case PbftEntry.Unmuted e -> {}
        case PbftEntry.ChunkHeld e -> {}
        case PbftEntry.Skipped e -> skips = true;
        case PbftEntry.Fetching e -> fetching = i;
        case PbftEntry.Anchored e -> {
          skips |= fetching >= 0;
          fetching = -1;
          lastAnchor = i;
          for (Digest body : e.block().block().bodies()) {
            ordered.put(body, i);
            inOrder.add(body);
          }
        }
        case PbftEntry.Ordered e -> inOrder.addAll(e.bodies());
        case PbftEntry.Incriminated e -> {}
      }
    }
  }

  private boolean isKept(int i) {
    return switch (entries.get(i)) {
      case PbftEntry.Opened e -> false;
      case PbftEntry.OpenedMute e -> false;
      case PbftEntry.ChunkHeld e -> isFetching() && i > lastAnchor;
      case PbftEntry.Anchored e -> false;
      case PbftEntry.Fetching e -> isFetching() && i == fetching;
      case PbftEntry.Ordered e -> false; // With what came since.
      case PbftEntry.Skipped e -> false; // Once, at the beginning.
      case PbftEntry.BodyHeld e -> isHeld(e.body().digest(), i);
      case PbftEntry.Accepted e -> e.block().sequence().isAfter(at);
      case PbftEntry.CommitSigned e -> e.statement().sequence().isAfter(at);
      case PbftEntry.Certified e -> e.block().sequence().isAfter(at);
      case PbftEntry.ViewChangeSigned e -> i == lastViewChange;
      case PbftEntry.ViewEntered e -> i >= firstView || i == newView;
      case PbftEntry.Rotated e -> i >= firstView;
      case PbftEntry.CheckpointSigned e -> i == lastCheckpoint;
      case PbftEntry.CheckpointStable e -> e.certificate().statement().sequence().isAfter(at);
      case PbftEntry.Muted e -> true;
      case PbftEntry.Unmuted e -> true;
      case PbftEntry.Incriminated e -> true; // One of each kind about each member.
    };
  }

  /**
   * Whether a body may still wait: no block at hand has ordered it since. One that was ordered in a
   * block before a fetched state is known by the state, and forgotten by whoever reads this.
   */
  private boolean isHeld(Digest body, int i) {
    return ordered.getOrDefault(body, -1) < i;
  }

  /** Whether a state beyond the checkpoint is being fetched. */
  private boolean isFetching() {
    return fetching >= 0
        && entries.get(fetching) instanceof PbftEntry.Fetching begun
        && begun.target().block().sequence().isAfter(at);
  }
}
