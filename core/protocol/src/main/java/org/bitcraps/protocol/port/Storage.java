package org.bitcraps.protocol.port;

import java.util.List;
import java.util.Optional;
import org.bitcraps.evidence.exchange.KeptStates;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.Parameters;
import org.bitcraps.evidence.membership.ReplicaId;

/** Opens what a node keeps. A host finds one implementation; it names no technology. */
public interface Storage {

  /**
   * Opens the journal and the block store of one validator, or creates empty ones.
   *
   * @param directory a folder of this validator alone, as text, for this room knows no files; made
   *     if it is not there
   * @param limits of the chain: a block that does not decode within them is refused on reading
   * @throws JournalException if it is open elsewhere, of another chain or validator, damaged, or if
   *     the disk refuses; says what to do
   */
  Kept open(String directory, ChainId chain, ReplicaId validator, Parameters limits);

  /**
   * Whether there is space enough in that folder to go on for a while.
   *
   * @throws JournalException if the disk does not say
   */
  default boolean hasRoom(String directory) {
    return hasRoom(directory, 0);
  }

  /**
   * Whether there is, once so many bytes more are in it.
   *
   * @throws JournalException if the disk does not say
   */
  default boolean hasRoom(String directory, long bytes) {
    return true;
  }

  /**
   * Opens the blocks that a gateway has followed, or creates an empty store.
   *
   * @param directory a folder of its own, as text; made if it is not there
   * @param limits as above
   * @throws JournalException if it is open elsewhere, of another chain, if the disk refuses, or if
   *     there are no gateways here
   */
  default Followed openFollowed(String directory, ChainId chain, Parameters limits) {
    throw new JournalException("nothing is kept for a gateway");
  }

  /**
   * Opens the states that a gateway keeps; there may be none yet.
   *
   * @param directory a folder of its own, as text; made if it is not there
   * @throws JournalException if it is open elsewhere, if the disk refuses, or if there are no
   *     gateways here
   */
  default States openStates(String directory, ChainId chain) {
    throw new JournalException("nothing is kept for a gateway");
  }

  /** {@link KeptStates} that say what a disk refuses, by {@link JournalException}. */
  interface States extends KeptStates, AutoCloseable {

    /** Another may open it afterwards. */
    @Override
    void close();
  }

  /** Blocks without a journal: what is lost is fetched again. */
  interface Followed extends BlockStore, AutoCloseable {

    /** What opening did that an operator should read. */
    Optional<String> notice();

    /** Another may open it afterwards. */
    @Override
    void close();
  }

  /** What one validator keeps, open. */
  interface Kept extends AutoCloseable {

    /** Its truth. */
    Journal journal();

    /** Derived from the journal. */
    BlockStore blocks();

    /** What opening and {@link Journal#recover} did that an operator should read, one line each. */
    List<String> notices();

    /** Closes both, without forcing anything; another may open them afterwards. */
    @Override
    void close();
  }
}
