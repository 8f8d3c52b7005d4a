package org.bitcraps.evidence.certificate;

import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.membership.Epoch;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.membership.View;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.evidence.wire.WireValue;

/**
 * What one vote says. The canonical bytes begin with the tag of the kind and the chain, and are
 * exactly what is signed (DESIGN C4).
 */
public sealed interface Statement extends WireValue {

  /** The chain it is about. */
  ChainId chain();

  /** The epoch whose set may say it. */
  Epoch epoch();

  /** The place in the order. */
  SequenceNumber sequence();

  /** The block at that place. */
  Digest block();

  /** A statement that holds for one view: PBFT's votes. */
  sealed interface InView extends Statement {

    /** The view it was said in. */
    View view();
  }

  /** PBFT02 §4.3: I hold this block and every body of it, and accept it at this place and view. */
  record Prepare(ChainId chain, Epoch epoch, View view, SequenceNumber sequence, Digest block)
      implements InView {

    @Override
    public void encodeTo(Encoder out) {
      out.tag(DomainTag.PREPARE)
          .value(chain)
          .value(epoch)
          .value(view)
          .value(sequence)
          .digest(block);
    }

    /** Reads what {@link #encodeTo} wrote. */
    public static Prepare decode(Decoder in) {
      in.tag(DomainTag.PREPARE);
      return new Prepare(
          ChainId.decode(in),
          Epoch.decode(in),
          View.decode(in),
          SequenceNumber.decode(in),
          in.digest("block"));
    }
  }

  /** C3: order and outcome in one: this block, executed, has this result root. */
  record Commit(
      ChainId chain,
      Epoch epoch,
      View view,
      SequenceNumber sequence,
      Digest block,
      Digest resultRoot)
      implements InView {

    /** C3: same place, other block or other outcome; the view is not compared. */
    public boolean contradicts(Commit other) {
      return chain.equals(other.chain)
          && epoch.equals(other.epoch)
          && sequence.equals(other.sequence)
          && !(block.equals(other.block) && resultRoot.equals(other.resultRoot));
    }

    @Override
    public void encodeTo(Encoder out) {
      out.tag(DomainTag.COMMIT)
          .value(chain)
          .value(epoch)
          .value(view)
          .value(sequence)
          .digest(block)
          .digest(resultRoot);
    }

    /** Reads what {@link #encodeTo} wrote. */
    public static Commit decode(Decoder in) {
      in.tag(DomainTag.COMMIT);
      return new Commit(
          ChainId.decode(in),
          Epoch.decode(in),
          View.decode(in),
          SequenceNumber.decode(in),
          in.digest("block"),
          in.digest("resultRoot"));
    }
  }

  /**
   * C7: this certified block, executed, leaves this state. Says nothing of views: what is certain
   * is certain in all of them.
   *
   * @param stateRoot root of the chunks of the whole state after the block
   */
  record Checkpoint(
      ChainId chain,
      Epoch epoch,
      SequenceNumber sequence,
      Digest block,
      Digest resultRoot,
      Digest stateRoot)
      implements Statement {

    /** About the state after that block, with the outcome that was certified. */
    public static Checkpoint of(Commit commit, Digest stateRoot) {
      return new Checkpoint(
          commit.chain(),
          commit.epoch(),
          commit.sequence(),
          commit.block(),
          commit.resultRoot(),
          stateRoot);
    }

    /** Whether it is about the state after that block, with the outcome that was certified. */
    public boolean isOf(Commit commit) {
      return equals(of(commit, stateRoot));
    }

    @Override
    public void encodeTo(Encoder out) {
      out.tag(DomainTag.CHECKPOINT)
          .value(chain)
          .value(epoch)
          .value(sequence)
          .digest(block)
          .digest(resultRoot)
          .digest(stateRoot);
    }

    /** Reads what {@link #encodeTo} wrote. */
    public static Checkpoint decode(Decoder in) {
      in.tag(DomainTag.CHECKPOINT);
      return new Checkpoint(
          ChainId.decode(in),
          Epoch.decode(in),
          SequenceNumber.decode(in),
          in.digest("block"),
          in.digest("resultRoot"),
          in.digest("stateRoot"));
    }
  }
}
