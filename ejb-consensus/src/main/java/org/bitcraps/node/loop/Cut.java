package org.bitcraps.node.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import org.bitcraps.protocol.consensus.Shortening;
import org.bitcraps.protocol.port.BlockStore;
import org.bitcraps.protocol.port.Journal;

/**
 * A journal that is being cut: a shorter one is written beside it on another thread, while its
 * owner goes on. To read, write and force some ten megabytes takes a second, and a view ends where
 * all validators stand still for it at the same checkpoint.
 */
final class Cut {

  private final Journal.Draft draft;
  private final FutureTask<Long> work;
  private final long bytesBefore;

  private Cut(Journal.Draft draft, FutureTask<Long> work, long bytesBefore) {
    this.draft = draft;
    this.work = work;
    this.bytesBefore = bytesBefore;
  }

  /**
   * Begins one.
   *
   * @param later records at the journal's end that were written after those which the shortening is
   *     for
   * @param journalBytes of all records in it
   */
  static Cut begin(
      Journal journal,
      BlockStore blocks,
      Shortening shortening,
      int later,
      long journalBytes,
      Executor cutter) {
    Journal.Draft draft = journal.draft();
    FutureTask<Long> work = new FutureTask<>(() -> write(draft, blocks, shortening, later));
    cutter.execute(work);
    return new Cut(draft, work, journalBytes);
  }

  /** How many bytes of records the draft has. */
  private static long write(
      Journal.Draft draft, BlockStore blocks, Shortening shortening, int later) {
    List<byte[]> all = draft.records();
    int end = all.size() - later;
    List<byte[]> shorter = new ArrayList<>(shortening.of(all.subList(0, end)));
    shorter.addAll(all.subList(end, all.size()));
    blocks.force(); // What the journal gives up is in the archive.
    draft.write(shorter);
    return shorter.stream().mapToLong(record -> record.length).sum();
  }

  /** Whether it only has to take its place, or has failed. */
  boolean isDone() {
    return work.isDone();
  }

  /**
   * Puts the shorter journal in the place of the longer one. Only when it is done.
   *
   * @param journalBytes of all records in the longer one
   * @return of all in the shorter one
   * @throws RuntimeException if anything failed: it must end this validator (X5)
   */
  long takePlace(long journalBytes) {
    try (draft) {
      long written = work.get();
      draft.takePlace();
      return written + journalBytes - bytesBefore;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("the journal could not be cut", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted in a cut that was done", e);
    }
  }

  /** Gives it up; waits until its thread has let the files go. */
  void close() {
    boolean interrupted = false;
    while (!work.isDone()) {
      try {
        work.get();
      } catch (ExecutionException e) {
        break; // Its owner ends: nobody wants it any more.
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    draft.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
