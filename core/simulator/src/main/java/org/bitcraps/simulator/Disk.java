package org.bitcraps.simulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.genesis.Parameters;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.protocol.port.Journal;
import org.bitcraps.protocol.port.JournalException;

/**
 * A journal in memory that keeps its contract and nothing more: a crash loses what was not forced,
 * from its end, and tears the record at the edge.
 */
final class Disk implements Journal {

  /** First byte of the record of a body (docs/wire.md). */
  private static final byte BODY_HELD = 2;

  private final List<byte[]> durable = new ArrayList<>();
  private final List<byte[]> pending = new ArrayList<>();

  /** Ends of durable records: every entry that carries a signature of its owner ends with it. */
  private final Set<String> tails = new HashSet<>();

  /** Digests of the bodies in durable records. */
  private final Set<Digest> bodies = new HashSet<>();

  private final Chance chance;
  private final Parameters limits;
  private final Swarm swarm;
  private final Tally tally;
  private final int opening;
  private boolean failing;
  private boolean torn;

  Disk(Chance chance, Swarm swarm, Tally tally, Parameters limits, List<byte[]> opening) {
    this.chance = chance;
    this.swarm = swarm;
    this.tally = tally;
    this.limits = limits;
    this.opening = opening.size();
    opening.forEach(this::keep);
  }

  @Override
  public List<byte[]> recover() {
    pending.clear();
    if (torn) {
      torn = false; // Its checksum does not fit: it never comes back as a record.
      tally.mattered(Fault.TORN_TAIL);
    }
    return List.copyOf(durable);
  }

  @Override
  public List<byte[]> records() {
    requireForced();
    return List.copyOf(durable);
  }

  private void requireForced() {
    if (!pending.isEmpty()) {
      throw new Violation("journal", "it is read or cut before all of it is forced");
    }
  }

  /** The new records take the place of the old ones in one step, or the disk fails before it. */
  @Override
  public void replace(List<byte[]> records) {
    requireForced();
    if (failing) {
      failing = false;
      tally.fired(Fault.DISK_ERRORS);
      throw new JournalException("the simulated disk refuses to take a new journal");
    }
    durable.clear();
    tails.clear();
    bodies.clear();
    records.forEach(this::keep);
  }

  @Override
  public void append(List<byte[]> records) {
    pending.addAll(records);
  }

  @Override
  public void force() {
    if (failing) {
      failing = false;
      tally.fired(Fault.DISK_ERRORS);
      if (!pending.isEmpty()) {
        tally.mattered(Fault.DISK_ERRORS);
      }
      throw new JournalException("the simulated disk refuses to force");
    }
    pending.forEach(this::keep);
    pending.clear();
  }

  /**
   * The process died: of what was not forced a beginning may be there, the next record torn.
   *
   * @return whether something is lost
   */
  boolean crash() {
    int survivors = pending.isEmpty() ? 0 : chance.between(0, pending.size());
    boolean lost = survivors < pending.size();
    if (lost && swarm.has(Fault.TORN_TAIL)) {
      tally.fired(Fault.TORN_TAIL);
      torn = true;
    }
    pending.subList(0, survivors).forEach(this::keep);
    pending.clear();
    return lost;
  }

  /** Records that were forced are gone from the end of the journal. */
  void rollBack() {
    int most = durable.size() - opening;
    if (most > 0) {
      tally.fired(Fault.ROLL_BACK);
      List<byte[]> lost = durable.subList(durable.size() - chance.between(1, most), durable.size());
      // A vote, or what else it signed: others may have it (P8).
      if (lost.stream().anyMatch(record -> record.length >= 64)) {
        tally.mattered(Fault.ROLL_BACK);
      }
      lost.clear();
    }
  }

  /** Whether something was written and not forced. */
  boolean hasPending() {
    return !pending.isEmpty();
  }

  /** The next force fails. */
  void failNext() {
    failing = true;
  }

  /** Forces succeed again. */
  void heal() {
    failing = false;
  }

  /** All is lost. */
  void wipe() {
    durable.clear();
    pending.clear();
    tails.clear();
    bodies.clear();
  }

  /** Whether a durable record holds the body with this digest. */
  boolean holdsBody(Digest digest) {
    return bodies.contains(digest);
  }

  /** Whether a durable record ends with these bytes. */
  boolean holdsTail(byte[] signature) {
    return tails.contains(new String(signature, java.nio.charset.StandardCharsets.ISO_8859_1));
  }

  int count() {
    return durable.size();
  }

  private void keep(byte[] record) {
    durable.add(record);
    if (record.length > 0 && record[0] == BODY_HELD) {
      Decoder.decode(
          Arrays.copyOfRange(record, 1, record.length),
          record.length,
          in -> bodies.add(BatchBody.decode(in, limits).body().digest()));
    }
    if (record.length >= 64) {
      byte[] tail = Arrays.copyOfRange(record, record.length - 64, record.length);
      tails.add(new String(tail, java.nio.charset.StandardCharsets.ISO_8859_1));
    }
  }

  @Override
  public void close() {}
}
