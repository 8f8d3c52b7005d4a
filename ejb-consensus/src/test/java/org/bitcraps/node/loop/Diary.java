package org.bitcraps.node.loop;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.bitcraps.evidence.exchange.BlockNotice;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.protocol.consensus.JournalEntry;
import org.bitcraps.protocol.consensus.Observation;
import org.bitcraps.protocol.consensus.Outbound;
import org.bitcraps.protocol.port.BlockStore;
import org.bitcraps.protocol.port.Journal;
import org.bitcraps.protocol.port.JournalException;

/** Journal, block store, sender and observer that write down what is done to them, in order. */
final class Diary {

  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
  private final List<byte[]> held = new ArrayList<>();
  final AtomicBoolean blocksFail = new AtomicBoolean();
  final AtomicInteger forcesLeft = new AtomicInteger(Integer.MAX_VALUE);

  List<String> lines() {
    return List.copyOf(lines);
  }

  Journal journal() {
    return new Journal() {
      @Override
      public List<byte[]> recover() {
        return List.of();
      }

      @Override
      public List<byte[]> records() {
        lines.add("read " + held.size());
        return List.copyOf(held);
      }

      @Override
      public void replace(List<byte[]> records) {
        lines.add("replace by " + records.stream().map(record -> record[0] & 0xff).toList());
        held.clear();
        held.addAll(records);
      }

      @Override
      public void append(List<byte[]> records) {
        records.forEach(record -> lines.add("append " + (record[0] & 0xff)));
        held.addAll(records);
      }

      @Override
      public void force() {
        if (forcesLeft.getAndDecrement() <= 0) {
          throw new JournalException("the disk is full");
        }
        lines.add("force");
      }

      @Override
      public void close() {
        lines.add("close");
      }
    };
  }

  BlockStore blocks() {
    return new BlockStore() {
      @Override
      public void put(BlockNotice block) {
        lines.add("put " + (block == null ? "" : block.certified().sequence()));
      }

      @Override
      public void resume(BlockNotice block) {
        lines.add("resume " + (block == null ? "" : block.certified().sequence()));
      }

      @Override
      public Optional<BlockNotice> block(SequenceNumber sequence) {
        return Optional.empty();
      }

      @Override
      public void force() {
        if (blocksFail.get()) {
          throw new JournalException("no blocks");
        }
        lines.add("force blocks");
      }

      @Override
      public SequenceNumber last() {
        return SequenceNumber.ZERO;
      }
    };
  }

  Consumer<Outbound> sender() {
    return outbound -> lines.add("send " + outbound.to());
  }

  Consumer<Observation> observer() {
    return observation -> lines.add("observe " + observation.getClass().getSimpleName());
  }

  /** One byte, to be recognised. */
  record Entry(int number) implements JournalEntry {
    @Override
    public void encodeTo(Encoder out) {
      out.u8(number);
    }
  }
}
