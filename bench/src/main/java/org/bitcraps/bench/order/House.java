package org.bitcraps.bench.order;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.bitcraps.crypto.BouncyKeyCheck;
import org.bitcraps.crypto.HmacSha256;
import org.bitcraps.crypto.Signers;
import org.bitcraps.evidence.craps.RulesTable;
import org.bitcraps.evidence.dice.BeaconKey;
import org.bitcraps.evidence.exchange.History;
import org.bitcraps.evidence.execution.ExecutedBlock;
import org.bitcraps.evidence.genesis.AccountId;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.GatewayId;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.Parameters;
import org.bitcraps.evidence.genesis.RulesDocument;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.keys.Signer;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.wire.Verifier;
import org.bitcraps.node.randomness.MacBeaconKey;
import org.bitcraps.node.verdicts.RecentVerdicts;
import org.bitcraps.protocol.pbft.Pacing;
import org.bitcraps.protocol.replica.Admission;
import org.bitcraps.protocol.replica.Replica;

/** A chain made for one measurement: n validators, one table, players with chips from genesis. */
final class House {

  static final GatewayId GATEWAY = new GatewayId(0);
  static final TableId TABLE = new TableId(1);
  private static final long CHIPS = 1L << 30;

  /** Covers the largest win of every bet that a measurement places. */
  private static final long BANKROLL = 1_320_000_000_000L;

  /** Room for all bodies under way: nobody brings a body again here. */
  private static final int LANE_BYTES = 256 << 20;

  private final Genesis genesis;
  private final ChainId chain; // Genesis computes it anew each time.
  private final ExecutedBlock start;
  private final Pacing pacing;
  private final List<Signer> players = new ArrayList<>();

  House(int validators, int playerCount) {
    this(
        validators, playerCount, System.currentTimeMillis(), Parameters.defaults(), Pacing.DEFAULT);
  }

  /**
   * The same house in every process that makes it.
   *
   * @param beganMs the beginning of the chain's time
   * @param pacing of each validator
   */
  House(int validators, int playerCount, long beganMs, Parameters parameters, Pacing pacing) {
    this.pacing = pacing;
    List<Genesis.Validator> members = new ArrayList<>();
    Digest salt = digest("salt");
    for (int i = 0; i < validators; i++) {
      members.add(
          Genesis.Validator.prove(
              salt, new ReplicaId(i), signer("vote", i), digest("beacon " + i), signer("vrf", i)));
    }
    List<Genesis.Mint> mints = new ArrayList<>();
    for (int i = 0; i < playerCount; i++) {
      Signer player = signer("player", i);
      players.add(player);
      mints.add(new Genesis.Mint(AccountId.of(player.publicKey()), CHIPS));
    }
    mints.sort((a, b) -> a.account().compareTo(b.account()));
    this.genesis =
        new Genesis(
            "bench",
            salt,
            1,
            beganMs,
            EnumSet.of(Genesis.Flag.DEVNET),
            parameters,
            new RulesDocument(RulesTable.standard().toText()).hash(),
            members,
            List.of(new Genesis.Gateway(GATEWAY, signer("gateway", 0).publicKey(), LANE_BYTES)),
            List.of(new Genesis.Table(TABLE, "One", BANKROLL, 1_320, 1_320_000)),
            mints,
            0);
    this.chain = genesis.chainId();
    this.start = ExecutedBlock.genesis(genesis, RulesTable.standard(), new BouncyKeyCheck());
  }

  private static Digest digest(String text) {
    return Digest.of(DomainTag.BLOCK, text.getBytes(StandardCharsets.UTF_8));
  }

  private static Signer signer(String name, int number) {
    return Signers.fromSeed(digest(name + " " + number).toBytes());
  }

  Genesis genesis() {
    return genesis;
  }

  ChainId chain() {
    return chain;
  }

  Parameters parameters() {
    return genesis.parameters();
  }

  List<Signer> players() {
    return players;
  }

  /** A validator at genesis. Its journal is new: it never has to ask what it signed. */
  Replica validator(ReplicaId self, History history) {
    Replica replica =
        new Replica(
            genesis, start, self, voteKey(self), beaconKey(self), history, pacing, Digest.ZERO);
    replica.recover(Replica.openingEntries(genesis, self));
    return replica;
  }

  /** Its door: bodies that come again are not checked again. */
  Admission door(ReplicaId self, Verifier verifier) {
    return new Admission(genesis, self, verifier, new RecentVerdicts(RecentVerdicts.BODIES_MAX));
  }

  static Signer voteKey(ReplicaId id) {
    return signer("vote", id.value());
  }

  Signer gatewayKey() {
    return signer("gateway", 0);
  }

  private static BeaconKey beaconKey(ReplicaId id) {
    byte[] key = digest("beacon " + id).toBytes();
    return new MacBeaconKey(message -> HmacSha256.mac(key, message));
  }
}
