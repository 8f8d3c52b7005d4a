package org.bitcraps.node.shelf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.genesis.Parameters;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.evidence.wire.MalformedException;
import org.bitcraps.protocol.consensus.Lane;
import org.bitcraps.protocol.consensus.Outbound;
import org.bitcraps.protocol.consensus.PeerMessage;
import org.bitcraps.protocol.pbft.PbftCodec;
import org.bitcraps.protocol.pbft.PbftMessage;

/**
 * The last stable checkpoint with all that is needed to go on from it, on a shelf: the very
 * messages by which validators would answer who asks them. One validator's handout is one entry,
 * and f + 1 validators make one of each checkpoint, in turn. Whoever begins or fetches a state is
 * shown them as though their senders had sent them to it: they go through its door like everything
 * else.
 */
public final class ShelvedCheckpoints {

  /** Of one handout; the state of a hundred thousand accounts is larger, and peers have it. */
  public static final int BYTES_MAX = 1 << 20;

  private static final long STATE_BYTES_MAX = BYTES_MAX / 2;
  private static final int MESSAGES_MAX = 1_024;

  private final Shelf shelf;
  private final Parameters parameters;
  private final int place;
  private final int n;
  private final int oneHonest;
  private final BiConsumer<Lane, byte[]> door;
  private SequenceNumber handedOut = SequenceNumber.ZERO;

  /**
   * Of one validator, in one life.
   *
   * @param door where bytes of peers come in; called on the shelf's thread
   */
  public ShelvedCheckpoints(
      Shelf shelf, Genesis genesis, ReplicaId self, BiConsumer<Lane, byte[]> door) {
    this.shelf = shelf;
    this.parameters = genesis.parameters();
    this.place = genesis.replicaSet().ids().indexOf(self);
    this.n = genesis.replicaSet().ids().size();
    this.oneHonest = genesis.replicaSet().quorum().oneHonest();
    this.door = door;
  }

  /** Shows the checkpoints that are there: who begins may be behind them. */
  public void show() {
    show(PbftMessage.CheckpointShown.class::isInstance);
  }

  /** What is asked of a peer is looked for here as well. */
  public Consumer<Outbound> beside(Consumer<Outbound> sender) {
    return outbound -> {
      sender.accept(outbound);
      sent(outbound);
    };
  }

  private void sent(Outbound outbound) {
    if (outbound instanceof Outbound.ToPeers(var _, PbftMessage.ChunksWanted wanted)) {
      show(
          wanted.chunks().isEmpty()
              ? m ->
                  m instanceof PbftMessage.ChunkList || m instanceof PbftMessage.CertifiedBlockReply
              : PbftMessage.Chunk.class::isInstance);
    }
  }

  private void show(Predicate<PbftMessage> which) {
    shelf.recall((name, entry) -> {
      Optional<List<byte[]>> messages = messages(entry);
      shelf.judged(messages.isPresent());
      messages.ifPresent(all -> all.forEach(bytes -> show(bytes, which)));
    });
  }

  private void show(byte[] bytes, Predicate<PbftMessage> which) {
    try {
      PbftMessage message = PbftCodec.decode(bytes, parameters);
      if (which.test(message)) {
        door.accept(message.lane(), bytes);
      }
    } catch (MalformedException e) {
      shelf.judged(false);
    }
  }

  /**
   * Puts a handout there if it is this validator's turn. On the loop's thread.
   *
   * @param stable the last stable checkpoint
   */
  public void offer(SequenceNumber stable, Handout handout) {
    if (!stable.isAfter(handedOut)) {
      return;
    }
    long checkpoint = stable.value() / parameters.get(Parameter.CHECKPOINT_INTERVAL);
    int turn = (int) Math.floorMod(place - checkpoint, (long) n);
    List<PeerMessage> messages = turn < oneHonest ? handout.of(STATE_BYTES_MAX) : List.of();
    if (!messages.isEmpty()) {
      shelf.put(Integer.toString(turn), () -> entry(messages));
    }
    if (turn >= oneHonest || !messages.isEmpty()) {
      handedOut = stable; // Else our own state is not ready yet.
    }
  }

  /** What a replica hands out, if the state has no more than so many bytes. */
  @FunctionalInterface
  public interface Handout {

    /** The messages; none if it has not got all of it. */
    List<PeerMessage> of(long stateBytesMax);
  }

  private static byte[] entry(List<PeerMessage> messages) {
    Encoder out = new Encoder().u16(messages.size());
    messages.forEach(message -> out.bytes(message.toWire()));
    return out.toBytes();
  }

  private static Optional<List<byte[]>> messages(byte[] entry) {
    try {
      return Optional.of(Decoder.decode(entry, BYTES_MAX, ShelvedCheckpoints::read));
    } catch (MalformedException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static List<byte[]> read(Decoder in) {
    int count = in.u16("messages");
    if (count > MESSAGES_MAX) {
      throw new IllegalArgumentException("messages: " + count);
    }
    List<byte[]> messages = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      messages.add(in.bytes(BYTES_MAX, "message"));
    }
    return messages;
  }
}
