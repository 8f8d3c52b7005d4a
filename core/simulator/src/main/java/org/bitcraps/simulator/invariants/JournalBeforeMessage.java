package org.bitcraps.simulator.invariants;

import java.util.Optional;
import org.bitcraps.evidence.keys.Signature;
import org.bitcraps.protocol.pbft.PbftMessage;
import org.bitcraps.simulator.Validator;

/** P1: whatever is signed and leaves is durable at that moment. */
public final class JournalBeforeMessage implements Invariant {

  @Override
  public void sent(Validator from, PbftMessage message) {
    Optional<Signature> signature =
        switch (message) {
          case PbftMessage.PrePrepare m -> Optional.of(m.vote().signature());
          case PbftMessage.Prepare m -> Optional.of(m.vote().signature());
          case PbftMessage.Commit m -> Optional.of(m.vote().signature());
          case PbftMessage.ViewChange m -> Optional.of(m.signature());
          case PbftMessage.NewView m -> Optional.of(m.signature());
          // Requests promise nothing; the rest is not signed by its sender.
          case PbftMessage.Status m -> Optional.empty();
          case PbftMessage.BodiesWanted m -> Optional.empty();
          case PbftMessage.BlocksWanted m -> Optional.empty();
          case PbftMessage.Bodies m -> Optional.empty();
          case PbftMessage.CertifiedBlockReply m -> Optional.empty();
        };
    signature.ifPresent(s ->
        require(
            from.hasJournalled(s.toBytes()),
            "validator " + from.id() + " sends what its journal does not hold: " + message));
  }
}
