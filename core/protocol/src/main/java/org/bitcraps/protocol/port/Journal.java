package org.bitcraps.protocol.port;

import java.util.ArrayList;
import java.util.List;

/**
 * The truth of a validator: an append-only sequence of records (DESIGN §2, P1). One owner.
 *
 * <p>Contract: after {@link #force} returned, every record appended before it is read back by the
 * next {@link #recover}, whole and in order, whatever happens to the process. A torn tail (records
 * appended after the last force) may be lost from its end; damage anywhere else is refused loudly.
 */
public interface Journal extends AutoCloseable {

  /** All records in order; called once, before the first append. */
  List<byte[]> recover();

  /**
   * All records in order, read back, as {@link #recover} would give them now. Nothing may be
   * appended that is not forced.
   *
   * @throws JournalException if they cannot be read back whole: the owner must stop
   */
  List<byte[]> records();

  /**
   * Puts other records in the place of all that are there, durably; later ones go on behind them.
   * Whenever the process dies, the next recovery gives the old records or the new ones, whole.
   * Nothing may be appended that is not forced.
   *
   * @throws JournalException if the disk refuses: the owner must stop
   */
  void replace(List<byte[]> records);

  /**
   * Begins another journal beside this one, for a thread of its own; this one is appended to
   * meanwhile. Nothing may be appended that is not forced. The caller closes it before the journal,
   * and begins no second one before that.
   */
  default Draft draft() {
    List<byte[]> there = records();
    return new Draft() {
      private List<byte[]> instead = there;

      @Override
      public List<byte[]> records() {
        return there;
      }

      @Override
      public void write(List<byte[]> records) {
        instead = records;
      }

      @Override
      public void takePlace() {
        List<byte[]> now = Journal.this.records();
        List<byte[]> all = new ArrayList<>(instead);
        all.addAll(now.subList(there.size(), now.size()));
        replace(all);
      }

      @Override
      public void close() {}
    };
  }

  /** A journal that may take the place of one that goes on meanwhile. */
  interface Draft extends AutoCloseable {

    /**
     * All records that the journal had when this began, in order; on any thread.
     *
     * @throws JournalException if they cannot be read back whole
     */
    List<byte[]> records();

    /**
     * Writes what shall stand instead of them, durably; on any thread, once.
     *
     * @throws JournalException if the disk refuses: the journal is as it was
     */
    void write(List<byte[]> records);

    /**
     * Puts it in the place of the journal, durably, with what was appended since it began behind
     * it; on the thread that owns the journal, after {@link #write}. Whenever the process dies, the
     * next recovery gives the old journal or the new one, whole. Nothing may be appended that is
     * not forced.
     *
     * @throws JournalException if the disk refuses: the owner must stop
     */
    void takePlace();

    /** Gives it up, unless it has taken the place. */
    @Override
    void close();
  }

  /**
   * Appends records; durable only after {@link #force}.
   *
   * @throws JournalException if the disk refuses: the owner must stop (P1)
   */
  void append(List<byte[]> records);

  /**
   * Makes everything appended durable.
   *
   * @throws JournalException if the disk refuses: the owner must stop, and must not try again
   */
  void force();

  @Override
  void close();
}
