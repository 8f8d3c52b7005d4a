package org.bitcraps.protocol.port;

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
