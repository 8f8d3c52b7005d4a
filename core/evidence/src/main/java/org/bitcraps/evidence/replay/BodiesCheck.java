package org.bitcraps.evidence.replay;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.GatewayId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.PublicKey;
import org.bitcraps.evidence.membership.ReplicaSet;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.operation.Operation;
import org.bitcraps.evidence.wire.Signed;
import org.bitcraps.evidence.wire.Unverified;
import org.bitcraps.evidence.wire.Verifier;

/**
 * The bodies of a block: they are the ones it names, whoever may bring them did, and every
 * signature in them is its author's. Execution asks for none of that: validators did before they
 * voted.
 */
final class BodiesCheck {

  private final Map<GatewayId, PublicKey> gateways;
  private final Verifier verifier;
  private final Tally tally;

  BodiesCheck(Map<GatewayId, PublicKey> gateways, Verifier verifier, Tally tally) {
    this.gateways = gateways;
    this.verifier = verifier;
    this.tally = tally;
  }

  /** What is wrong; empty if nothing. */
  Optional<ReplayFault> fault(Block block, List<BatchBody> bodies, ReplicaSet set) {
    return named(block, bodies).or(() -> brought(block.sequence(), bodies, block.chain(), set));
  }

  /** Whether the bodies are those that the block names. */
  private static Optional<ReplayFault> named(Block block, List<BatchBody> bodies) {
    List<Digest> digests = block.bodies();
    for (int i = 0; i < bodies.size(); i++) {
      Digest digest = bodies.get(i).body().digest();
      if (i >= digests.size() || !digests.get(i).equals(digest)) {
        return ReplayFault.of(
            ReplayReason.BODY_OTHER,
            block.sequence(),
            "bodies[" + i + "]",
            "the block does not name %s there".formatted(digest));
      }
    }
    return bodies.size() == digests.size()
        ? Optional.empty()
        : ReplayFault.of(
            ReplayReason.BODY_MISSING,
            block.sequence(),
            "bodies",
            "%d of %d are here".formatted(bodies.size(), digests.size()));
  }

  private Optional<ReplayFault> brought(
      SequenceNumber sequence, List<BatchBody> bodies, ChainId chain, ReplicaSet set) {
    for (int i = 0; i < bodies.size(); i++) {
      BatchBody body = bodies.get(i);
      String field = "bodies[" + i + "]";
      if (!body.isAdmissible(chain, set, gateways)) {
        return ReplayFault.of(
            ReplayReason.BODY_NOT_ADMISSIBLE,
            sequence,
            field + ".origin",
            "nobody of this chain who may bring it did");
      }
      Optional<ReplayFault> unsigned = signatures(sequence, field, body, set);
      if (unsigned.isPresent()) {
        return unsigned;
      }
    }
    return Optional.empty();
  }

  private Optional<ReplayFault> signatures(
      SequenceNumber sequence, String field, BatchBody body, ReplicaSet set) {
    List<Signed> claims = body.claims(set, gateways);
    tally.signatures(claims.size());
    int ofOrigin = body.origin().isPresent() ? 1 : 0;
    for (int i = 0; i < claims.size(); i++) {
      if (verifier.verify(new Unverified<>(claims.get(i)), List::of).isEmpty()) {
        return i < ofOrigin
            ? ReplayFault.of(
                ReplayReason.GATEWAY_SIGNATURE_INVALID,
                sequence,
                field + ".origin.signature",
                "gateway %s did not sign for this body"
                    .formatted(body.origin().orElseThrow().gateway()))
            : unsigned(sequence, field, body, i - ofOrigin);
      }
    }
    return Optional.empty();
  }

  private static Optional<ReplayFault> unsigned(
      SequenceNumber sequence, String field, BatchBody body, int index) {
    return switch (body.body().operation()) {
      case Operation.PlaceBets bets ->
          ReplayFault.of(
              ReplayReason.PLAYER_SIGNATURE_INVALID,
              sequence,
              field + ".bets[" + index + "].signature",
              "the player did not sign this bet");
      case Operation.PlayerOrders orders ->
          ReplayFault.of(
              ReplayReason.PLAYER_SIGNATURE_INVALID,
              sequence,
              field + ".orders[" + index + "].signature",
              "the player did not sign this order");
      case Operation.Commitment c ->
          ReplayFault.of(
              ReplayReason.VALIDATOR_SIGNATURE_INVALID,
              sequence,
              field + ".signature",
              "validator %s did not sign this commitment".formatted(c.validator()));
      case Operation.Reveal r ->
          ReplayFault.of(
              ReplayReason.VALIDATOR_SIGNATURE_INVALID,
              sequence,
              field + ".signature",
              "validator %s did not sign this reveal".formatted(r.validator()));
    };
  }
}
