package org.bitcraps.gateway.collection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.bitcraps.evidence.exchange.BlockRequest;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.SequenceNumber;

/** Validators that remember what they were asked for, and whom a source before them asks. */
final class Others implements BlockSource {

  private static final ReplicaId ANY = new ReplicaId(2);

  /** A request. */
  record Asked(long from, int count) {}

  final List<Asked> asked = new ArrayList<>();

  @Override
  public void ask(ReplicaId validator, BlockRequest request) {
    assertThat(validator).isEqualTo(ANY);
    asked.add(new Asked(request.from().value(), request.count()));
  }

  /** Asks that source for blocks. */
  static void ask(BlockSource source, long from, int count) {
    source.ask(ANY, new BlockRequest(new SequenceNumber(from), count));
  }
}
