package org.bitcraps.gateway.collection;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bitcraps.evidence.exchange.NodeReport;
import org.bitcraps.evidence.exchange.NodeReport.ValidatorReport;
import org.bitcraps.evidence.membership.ReplicaSet;

/**
 * A validator for people; JSON as it stands. What comes from this server's own node panel is absent
 * for validators elsewhere: of them only signatures are known.
 *
 * @param up whether it takes part: by the panel, else whether it signed one of the last {@link
 *     #SIGNED_WITHIN} blocks
 * @param lastSigned the last block whose certificate has its signature; a certificate needs only a
 *     quorum, so a live validator may be some blocks behind
 * @param evidence pieces of proof that it holds against other validators (DESIGN E1)
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ValidatorView(
    int id,
    boolean up,
    String condition,
    long lastSigned,
    Long lastCertified,
    Long view,
    Integer evidence,
    String lastError) {

  /** A validator that signed none of so many blocks counts as down. */
  static final long SIGNED_WITHIN = 64;

  /** All validators of the current set, ascending. */
  public static List<ValidatorView> all(ChainView chain, Optional<NodeReport> nodes) {
    List<ValidatorView> views = new ArrayList<>();
    for (ReplicaSet.Member member : chain.ledger().validators().members()) {
      long lastSigned = chain.lastSigned(member.id());
      Optional<ValidatorReport> report =
          nodes.stream()
              .flatMap(node -> node.validators().stream())
              .filter(v -> v.id().equals(member.id()))
              .findFirst();
      boolean signing =
          lastSigned > 0 && chain.last().sequence().value() - lastSigned < SIGNED_WITHIN;
      views.add(
          new ValidatorView(
              member.id().value(),
              report.map(r -> r.condition() == NodeReport.Condition.UP).orElse(signing),
              report.map(r -> r.condition().name()).orElse(null),
              lastSigned,
              report
                  .flatMap(ValidatorReport::standing)
                  .map(s -> s.lastCertified().value())
                  .orElse(null),
              report.flatMap(ValidatorReport::standing).map(s -> s.view().value()).orElse(null),
              report.flatMap(ValidatorReport::standing).map(s -> s.evidence()).orElse(null),
              report.flatMap(ValidatorReport::lastError).orElse(null)));
    }
    return views;
  }
}
