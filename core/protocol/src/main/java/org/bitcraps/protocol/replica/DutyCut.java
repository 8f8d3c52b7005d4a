package org.bitcraps.protocol.replica;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bitcraps.evidence.genesis.Parameters;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.operation.Body;
import org.bitcraps.evidence.operation.Operation;
import org.bitcraps.protocol.consensus.Shortening;

/**
 * A shorter journal of a whole validator: that of its protocol, then those of its duties that still
 * bind: what is owed, and of each table the last commitment, for draws rise (R1). It stands for all
 * below it: these are signed by nobody again, and a copy that somebody brings is passed on like
 * anybody's.
 *
 * @param owed what the ledger does not show yet where the records end
 */
record DutyCut(Shortening ofProtocol, List<Body> owed, Parameters limits) implements Shortening {

  DutyCut {
    owed = List.copyOf(owed);
  }

  @Override
  public SequenceNumber checkpoint() {
    return ofProtocol.checkpoint();
  }

  @Override
  public long bytesMin() {
    return ofProtocol.bytesMin();
  }

  @Override
  public List<byte[]> of(List<byte[]> records) {
    List<byte[]> others = new ArrayList<>(records.size());
    List<byte[]> duties = new ArrayList<>();
    for (byte[] record : records) {
      (DutyEntry.isDuty(record) ? duties : others).add(record);
    }
    List<byte[]> shorter = new ArrayList<>(ofProtocol.of(others));
    shorter.addAll(stillBinding(duties));
    return shorter;
  }

  private List<byte[]> stillBinding(List<byte[]> duties) {
    SortedMap<TableId, Integer> lastOfTable = new TreeMap<>();
    SortedSet<Integer> binding = new TreeSet<>();
    for (int i = 0; i < duties.size(); i++) {
      Body body = DutyEntry.decode(duties.get(i), limits).body();
      if (owed.contains(body)) {
        binding.add(i);
      }
      if (body.operation() instanceof Operation.Commitment commitment) {
        lastOfTable.put(commitment.draw().table(), i);
      }
    }
    binding.addAll(lastOfTable.values());
    return binding.stream().map(duties::get).toList();
  }
}
