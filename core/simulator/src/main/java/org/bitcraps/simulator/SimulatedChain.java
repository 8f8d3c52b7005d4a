package org.bitcraps.simulator;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bitcraps.evidence.craps.Chips;
import org.bitcraps.evidence.craps.RulesTable;
import org.bitcraps.evidence.dice.BeaconKey;
import org.bitcraps.evidence.dice.DiceSecret;
import org.bitcraps.evidence.dice.DrawId;
import org.bitcraps.evidence.exchange.History;
import org.bitcraps.evidence.execution.ExecutedBlock;
import org.bitcraps.evidence.execution.Ledger;
import org.bitcraps.evidence.genesis.AccountId;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.genesis.Parameters;
import org.bitcraps.evidence.genesis.RulesDocument;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.keys.PublicKey;
import org.bitcraps.evidence.keys.Signature;
import org.bitcraps.evidence.keys.Signer;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.protocol.consensus.Input;
import org.bitcraps.protocol.consensus.Output;
import org.bitcraps.protocol.pbft.Pacing;
import org.bitcraps.protocol.pbft.PbftStatus;
import org.bitcraps.protocol.replica.Replica;
import org.bitcraps.simulator.invariants.SecretsAreKept;

/** The genesis of one run, and the keys that belong to it. */
final class SimulatedChain {

  /** Any time will do; every clock of a run begins here. */
  static final long START_MS = 1_700_000_000_000L;

  /** Every secret of the dice begins with these bytes, so that one is seen wherever it stands. */
  static final byte[] SECRET_MARK = {
    0x5e, (byte) 0xc2, (byte) 0xe7, 0x5e, (byte) 0xc2, (byte) 0xe7
  };

  /** Points of the prime-order subgroup, for players have to have such (X1); made once. */
  private static final SortedMap<String, PublicKey> PLAYER_KEYS = playerKeys();

  /** The same for every chain, and dear. */
  private static final Digest RULES = new RulesDocument(RulesTable.standard().toText()).hash();

  private final Keys keys;
  private final Genesis genesis;
  private final ExecutedBlock start;
  private long starts;

  /** Every secret that a validator ever asked its key for. */
  private final Map<Digest, SecretsAreKept.Owned> secrets = new HashMap<>();

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
            .with(Parameter.LEADER_ROTATION_INTERVAL, swarm.rotationInterval())
            .with(Parameter.BLOCK_BODIES_MAX, swarm.blockBodiesMax())
            .with(Parameter.CHECKPOINT_INTERVAL, 8)
            .with(Parameter.BETTING_WINDOW_MS, swarm.bettingMs())
            .with(Parameter.REVEAL_WINDOW_MS, swarm.revealMs())
            .with(Parameter.REVEAL_GRACE_MS, 100);
    genesis =
        new Genesis(
            "simulated",
            salt,
            1,
            START_MS,
            EnumSet.of(Genesis.Flag.DEVNET, Genesis.Flag.FAUCET),
            parameters,
            RULES,
            validators,
            List.of(
                new Genesis.Gateway(Courier.ID, gateway().publicKey(), 1 << 24),
                new Genesis.Gateway(Courier.OTHER, otherGateway().publicKey(), 1 << 24)),
            tables(swarm),
            mints(),
            Chips.chips(500));
    // Every key that plays is one of those above: the exact check would cost more than all else.
    start = ExecutedBlock.genesis(genesis, RulesTable.standard(), key -> true);
  }

  private static List<Genesis.Table> tables(Swarm swarm) {
    List<Genesis.Table> tables = new ArrayList<>();
    for (int i = 1; i <= swarm.tables(); i++) {
      // The second bank is so poor that it cannot take every bet (B3).
      long bankroll = Chips.chips(i == 1 ? 20_000 : 300);
      tables.add(
          new Genesis.Table(
              new TableId(i), "table " + i, bankroll, Chips.chips(1), Chips.chips(100)));
    }
    return tables;
  }

  private List<Genesis.Mint> mints() {
    List<Genesis.Mint> mints = new ArrayList<>();
    for (Signer player : players()) {
      mints.add(new Genesis.Mint(AccountId.of(player.publicKey()), Chips.chips(300)));
    }
    mints.sort(Comparator.comparing(Genesis.Mint::account));
    return mints;
  }

  private static SortedMap<String, PublicKey> playerKeys() {
    SortedMap<String, PublicKey> made = new TreeMap<>();
    for (String name : List.of("Anna", "Bert", "Cleo", "Dora", "Emil")) {
      made.put(name, Keys.ED25519.signer(name).publicKey());
    }
    return made;
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

  /** Of one start of a validator. */
  Digest challenge(ReplicaId id, long start) {
    return Digest.of(DomainTag.PEER_ENVELOPE, Keys.seed("challenge " + id + "." + start));
  }

  Signer gateway() {
    return keys.signer("gateway");
  }

  /** The production code of a validator that starts; no two starts have one challenge (P8). */
  Core core(ReplicaId self, History history) {
    return core(self, history, voter(self));
  }

  /** The same, with this signer of its key. */
  Core core(ReplicaId self, History history, Signer voter) {
    Replica replica =
        new Replica(
            genesis,
            start,
            self,
            voter,
            beaconKey(self),
            history,
            Pacing.DEFAULT,
            challenge(self, starts++));
    return new Core() {
      @Override
      public void recover(List<byte[]> entries) {
        replica.recover(entries);
      }

      @Override
      public Output step(Input input) {
        return replica.step(input);
      }

      @Override
      public PbftStatus status() {
        return replica.status().consensus();
      }

      @Override
      public Ledger ledger() {
        return replica.ledger();
      }
    };
  }

  Signer otherGateway() {
    return keys.signer("other gateway");
  }

  List<Signer> players() {
    return PLAYER_KEYS.entrySet().stream()
        .map(player -> keys.signer(player.getKey(), player.getValue()))
        .toList();
  }

  /** The ledger at genesis. */
  ExecutedBlock start() {
    return start;
  }

  /** The beacon key of a validator. */
  BeaconKey beaconKey(ReplicaId id) {
    return draw -> {
      DiceSecret secret = secret(id, draw);
      secrets.put(secret.value(), new SecretsAreKept.Owned(id, draw.table(), draw.round()));
      return secret;
    };
  }

  /** Whose secret this is, if it is one. */
  Optional<SecretsAreKept.Owned> secretsOwner(Digest secret) {
    return Optional.ofNullable(secrets.get(secret));
  }

  private static DiceSecret secret(ReplicaId id, DrawId draw) {
    byte[] secret =
        Digest.of(
                DomainTag.DICE_SECRET,
                Keys.seed("beacon " + id),
                new Encoder(64).value(draw).toBytes())
            .toBytes();
    System.arraycopy(SECRET_MARK, 0, secret, 0, SECRET_MARK.length);
    return new DiceSecret(Digest.fromBytes(secret));
  }
}
