package org.bitcraps.protocol.pbft;

import java.util.Comparator;
import java.util.Optional;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.operation.Operation;

/** Who answers for a body, and so whose lane it takes (D3): a validator or a gateway. */
record Author(Kind kind, int id) implements Comparable<Author> {

  /** What an author is. */
  enum Kind {
    VALIDATOR,
    GATEWAY
  }

  private static final Comparator<Author> ORDER =
      Comparator.comparing(Author::kind).thenComparingInt(Author::id);

  /** The author of a body; empty if players' orders come without a gateway. */
  static Optional<Author> of(BatchBody body) {
    if (body.origin().isPresent()) {
      return Optional.of(new Author(Kind.GATEWAY, body.origin().get().gateway().value()));
    }
    return switch (body.body().operation()) {
      case Operation.Commitment c -> Optional.of(validator(c.validator()));
      case Operation.Reveal r -> Optional.of(validator(r.validator()));
      case Operation.PlaceBets bets -> Optional.empty();
      case Operation.PlayerOrders orders -> Optional.empty();
    };
  }

  private static Author validator(ReplicaId id) {
    return new Author(Kind.VALIDATOR, id.value());
  }

  @Override
  public int compareTo(Author other) {
    return ORDER.compare(this, other);
  }
}
