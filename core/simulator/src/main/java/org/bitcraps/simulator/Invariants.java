package org.bitcraps.simulator;

import java.util.List;
import java.util.function.Predicate;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.keys.PublicKey;
import org.bitcraps.evidence.keys.Signature;
import org.bitcraps.evidence.keys.Signer;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.wire.Verifier;
import org.bitcraps.simulator.invariants.Agreement;
import org.bitcraps.simulator.invariants.BetsBeforeClose;
import org.bitcraps.simulator.invariants.BlockTimes;
import org.bitcraps.simulator.invariants.BodiesBeforeVote;
import org.bitcraps.simulator.invariants.Bounds;
import org.bitcraps.simulator.invariants.CertificateIsQuorum;
import org.bitcraps.simulator.invariants.CommitmentsStand;
import org.bitcraps.simulator.invariants.DiceFollow;
import org.bitcraps.simulator.invariants.ExactlyOnce;
import org.bitcraps.simulator.invariants.Invariant;
import org.bitcraps.simulator.invariants.JournalBeforeMessage;
import org.bitcraps.simulator.invariants.LostVotes;
import org.bitcraps.simulator.invariants.MoneyIsKept;
import org.bitcraps.simulator.invariants.OneCertificate;
import org.bitcraps.simulator.invariants.OneReceipt;
import org.bitcraps.simulator.invariants.OneVote;
import org.bitcraps.simulator.invariants.OnlySigned;
import org.bitcraps.simulator.invariants.RestoredState;
import org.bitcraps.simulator.invariants.ResultRootsAgree;
import org.bitcraps.simulator.invariants.RootsRecomputed;
import org.bitcraps.simulator.invariants.SecretsAreKept;
import org.bitcraps.simulator.invariants.SignedNames;
import org.bitcraps.simulator.invariants.TotalOrder;
import org.bitcraps.simulator.invariants.Window;

/** All that must hold in a run, freshly made for it. */
final class Invariants {

  private Invariants() {}

  /**
   * @param faulty how many validators lie, have disks that do, or run twice
   * @param isFaulty who does by now; may be asked later only
   */
  static List<Invariant> of(
      SimulatedChain chain, Keys keys, int faulty, Predicate<ReplicaId> isFaulty) {
    Genesis genesis = chain.genesis();
    int members = genesis.validators().size();
    return List.of(
        new Agreement(),
        new TotalOrder(),
        new OneCertificate(genesis.replicaSet().quorum(), faulty, isFaulty),
        new OneVote(),
        new JournalBeforeMessage(),
        new CertificateIsQuorum(genesis.replicaSet(), new Verifier(keys.scheme())),
        new ResultRootsAgree(),
        new BodiesBeforeVote(),
        new LostVotes(members, faulty, isFaulty),
        new SignedNames(genesis.chainId(), genesis.replicaSet().epoch()),
        new OnlySigned(genesis.replicaSet(), new Verifier(keys.scheme())),
        new BlockTimes(genesis.startTimeMs(), genesis.parameters().get(Parameter.MAX_SKEW_MS)),
        new BetsBeforeClose(),
        new RootsRecomputed(),
        new Window(genesis.parameters().get(Parameter.PIPELINE_DEPTH)),
        new Bounds(genesis),
        new ExactlyOnce(),
        new RestoredState(genesis.parameters().get(Parameter.CHECKPOINT_INTERVAL)),
        new MoneyIsKept(genesis.supply()),
        new OneReceipt(),
        new CommitmentsStand(genesis.replicaSet().quorum()),
        new DiceFollow(genesis.chainId(), genesis.replicaSet().quorum()),
        new SecretsAreKept(
            SimulatedChain.SECRET_MARK,
            // What a faulty one gives away too early is its own.
            secret -> chain.secretsOwner(secret).filter(o -> !isFaulty.test(o.owner()))));
  }

  /** The key of an honest validator, watched by the invariants as long as it is honest. */
  static Signer watched(
      Signer key, ReplicaId self, List<Invariant> invariants, Predicate<ReplicaId> isFaulty) {
    return new Signer() {
      @Override
      public PublicKey publicKey() {
        return key.publicKey();
      }

      @Override
      public Signature sign(byte[] message) {
        if (!isFaulty.test(self)) {
          invariants.forEach(invariant -> invariant.signed(self, message));
        }
        return key.sign(message);
      }
    };
  }
}
