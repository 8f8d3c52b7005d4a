package org.bitcraps.gateway.collection;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.bitcraps.evidence.certificate.EpochChain;
import org.bitcraps.evidence.certificate.QuorumCertificate;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.exchange.CertifiedBlock;
import org.bitcraps.evidence.exchange.KeptStates;
import org.bitcraps.evidence.exchange.SnapshotManifest;
import org.bitcraps.evidence.execution.Ledger;
import org.bitcraps.evidence.execution.StateTree;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.ReplicaSet;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.MalformedException;
import org.bitcraps.evidence.wire.Verifier;

/**
 * The last states that a quorum signed, as this gateway computed them itself: for clients that want
 * to begin there instead of at genesis (SPEC §10).
 *
 * <p>States come from the follower, certificates from anybody, in either order; a thread of its own
 * hashes, everybody reads. A quorum's state that is not ours stops the view for good (X5).
 *
 * <p>Bounds: {@link #DUE_MAX} states wait to be hashed, and as many for their certificate; {@link
 * #KEPT} are shown, so that who began with one can end. All share what did not change.
 */
public final class Snapshots implements Runnable, AutoCloseable {

  static final int KEPT = 2;

  /** A state is kept for the next life when it is so many blocks after the last that was. */
  static final long BLOCKS_APART = 512;

  private static final int DUE_MAX = 4;
  private static final int CERTIFICATE_BYTES_MAX = 1 << 16;
  private static final long TICK_MS = 100;

  private final EpochChain epochs;
  private final ChainId chain;
  private final long interval;
  private final Verifier verifier;
  private final KeptStates kept;
  private final Consumer<String> split;
  private final BlockingQueue<FollowedBlock> due = new ArrayBlockingQueue<>(DUE_MAX);
  private volatile boolean closed;

  // Guarded by this.
  private final NavigableMap<Long, Made> made = new TreeMap<>();
  private Optional<QuorumCertificate<Statement.Checkpoint>> certified;

  private volatile List<Snapshot> shown;

  private record Made(CertifiedBlock block, StateTree tree) {}

  /** A state with the proof that it is a quorum's. */
  public record Snapshot(SnapshotManifest manifest, StateTree tree) {}

  /**
   * None yet, or the one that this gateway begins with.
   *
   * @param begun that one
   * @param kept where some are kept for the next life
   * @param split told if a quorum signed another state than ours, for each such state
   */
  public Snapshots(
      Genesis genesis,
      Verifier verifier,
      Optional<Snapshot> begun,
      KeptStates kept,
      Consumer<String> split) {
    this.epochs = EpochChain.from(genesis);
    this.chain = genesis.chainId();
    this.interval = genesis.parameters().get(Parameter.CHECKPOINT_INTERVAL);
    this.verifier = verifier;
    this.kept = kept;
    this.split = split;
    this.certified = begun.map(snapshot -> snapshot.manifest().checkpoint());
    this.shown = begun.stream().toList();
  }

  /** The next block was executed. */
  public void executed(FollowedBlock block) {
    if (block.sequence() % interval == 0) {
      while (!due.offer(block)) {
        due.poll(); // We are catching up: a later state is worth more.
      }
    }
  }

  /** Somebody brings the certificate of a state. */
  public Offer certified(byte[] bytes) {
    QuorumCertificate<Statement.Checkpoint> certificate;
    try {
      certificate =
          Decoder.decode(bytes, CERTIFICATE_BYTES_MAX, QuorumCertificate::decodeCheckpoint);
    } catch (MalformedException e) {
      return Offer.MALFORMED;
    }
    Statement.Checkpoint said = certificate.statement();
    if (!said.chain().equals(chain)) {
      return Offer.FOREIGN;
    }
    if (said.sequence().value() <= highest()) {
      return Offer.KNOWN;
    }
    Optional<ReplicaSet> set = epochs.set(said.epoch(), said.sequence());
    if (set.isEmpty()) {
      return Offer.FOREIGN;
    }
    if (certificate.fault(set.get(), verifier).isPresent()) {
      return Offer.UNCERTIFIED;
    }
    synchronized (this) {
      if (said.sequence().value() > highest()) {
        certified = Optional.of(certificate);
      }
    }
    show();
    return Offer.TAKEN;
  }

  private synchronized long highest() {
    return certified.map(c -> c.statement().sequence().value()).orElse(0L);
  }

  /** Hashes what comes, and keeps some of it, until closed. */
  @Override
  public void run() {
    Optional<StateTree> last = latest().map(Snapshot::tree);
    NavigableSet<SequenceNumber> before = kept.sequences();
    long keptLast = before.isEmpty() ? 0 : before.last().value();
    try {
      while (!closed) {
        FollowedBlock next = due.poll(TICK_MS, TimeUnit.MILLISECONDS);
        if (next != null) {
          StateTree tree = tree(next, last);
          last = Optional.of(tree);
          made(next.sequence(), new Made(next.notice().certified(), tree));
        }
        keptLast = keepIfDue(keptLast);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Which is the last now; one that the disk refuses is not tried again. */
  private long keepIfDue(long keptLast) {
    Optional<Snapshot> due =
        latest().filter(one -> one.manifest().sequence().value() >= keptLast + BLOCKS_APART);
    due.ifPresent(one -> kept.keep(one.manifest(), one.tree()));
    return due.map(one -> one.manifest().sequence().value()).orElse(keptLast);
  }

  private static StateTree tree(FollowedBlock block, Optional<StateTree> before) {
    Ledger ledger = block.executed().ledger();
    StateTree.Building building =
        before.map(tree -> tree.towards(ledger)).orElseGet(() -> StateTree.begin(ledger));
    building.advance(Long.MAX_VALUE);
    return building.tree();
  }

  private void made(long sequence, Made next) {
    synchronized (this) {
      made.put(sequence, next);
      if (made.size() > DUE_MAX) {
        made.pollFirstEntry();
      }
    }
    show();
  }

  /** If the last certificate's state is made they belong together. */
  private void show() {
    Optional<String> contradiction = Optional.empty();
    synchronized (this) {
      Made ours = made.get(highest());
      if (ours == null) {
        return;
      }
      made.headMap(highest(), true).clear();
      QuorumCertificate<Statement.Checkpoint> certificate = certified.orElseThrow();
      try {
        List<Snapshot> next = new ArrayList<>();
        next.add(
            new Snapshot(
                new SnapshotManifest(ours.block(), certificate, ours.tree().chunks()),
                ours.tree()));
        shown.stream().limit(KEPT - 1).forEach(next::add);
        shown = List.copyOf(next);
      } catch (IllegalArgumentException e) {
        contradiction =
            Optional.of(
                "block %d: a quorum signed state root %s, our execution gives %s"
                    .formatted(
                        certificate.statement().sequence().value(),
                        certificate.statement().stateRoot(),
                        ours.tree().root()));
      }
    }
    contradiction.ifPresent(split);
  }

  /** The latest; empty before the first. */
  public Optional<Snapshot> latest() {
    return shown.stream().findFirst();
  }

  /** A chunk of one of those that are shown. */
  public Optional<byte[]> chunk(Digest digest) {
    return shown.stream().flatMap(one -> one.tree().chunk(digest).stream()).findFirst();
  }

  @Override
  public void close() {
    closed = true;
  }
}
