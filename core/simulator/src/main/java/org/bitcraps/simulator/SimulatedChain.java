package org.bitcraps.simulator;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.genesis.Parameters;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.keys.PublicKey;
import org.bitcraps.evidence.keys.Signature;
import org.bitcraps.evidence.keys.Signer;
import org.bitcraps.evidence.membership.ReplicaId;

/** The genesis of one run, and the keys that belong to it. */
final class SimulatedChain {

  /** Any time will do; every clock of a run begins here. */
  static final long START_MS = 1_700_000_000_000L;

  private final Keys keys;
  private final Genesis genesis;

  SimulatedChain(Swarm swarm, Keys keys, long seed) {
    this.keys = keys;
    Digest salt = Digest.of(DomainTag.GENESIS, ("seed " + seed).getBytes(StandardCharsets.UTF_8));
    List<Genesis.Validator> validators = new ArrayList<>();
    for (int i = 0; i < swarm.validators(); i++) {
      validators.add(validator(salt, new ReplicaId(i)));
    }
    Parameters parameters =
        Parameters.defaults()
            .with(Parameter.VALIDATORS_MIN, 1)
            .with(Parameter.PIPELINE_DEPTH, swarm.pipelineDepth())
            .with(Parameter.BLOCK_BODIES_MAX, swarm.blockBodiesMax());
    genesis =
        new Genesis(
            "simulated",
            salt,
            1,
            START_MS,
            EnumSet.of(Genesis.Flag.DEVNET, Genesis.Flag.FAUCET),
            parameters,
            Digest.ZERO,
            validators,
            List.of(new Genesis.Gateway(Courier.ID, gateway().publicKey(), 1 << 24)),
            List.of(),
            List.of(),
            0);
  }

  private Genesis.Validator validator(Digest salt, ReplicaId id) {
    Signer vote = voter(id);
    Signer vrf = keys.signer("vrf " + id);
    Digest beacon = Digest.of(DomainTag.DICE_SECRET, Keys.seed("beacon " + id));
    PublicKey voteKey = vote.publicKey();
    byte[] possession =
        Genesis.Validator.possessionBytes(salt, id, voteKey, beacon, vrf.publicKey());
    Signature proof = vote.sign(possession);
    return new Genesis.Validator(id, voteKey, beacon, vrf.publicKey(), proof, vrf.sign(possession));
  }

  Genesis genesis() {
    return genesis;
  }

  Signer voter(ReplicaId id) {
    return keys.signer("validator " + id);
  }

  Signer gateway() {
    return keys.signer("gateway");
  }

  Signer player() {
    return keys.signer("player");
  }
}
