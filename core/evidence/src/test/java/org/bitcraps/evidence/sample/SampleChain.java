package org.bitcraps.evidence.sample;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.bitcraps.evidence.certificate.QuorumCertificate;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.certificate.Vote;
import org.bitcraps.evidence.dice.DiceSecret;
import org.bitcraps.evidence.genesis.AccountId;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.GatewayId;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.genesis.Parameters;
import org.bitcraps.evidence.genesis.RulesDocument;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.keys.Signature;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.ReplicaSet;

/** A chain of four validators, two gateways, two tables and three players with known keys. */
public final class SampleChain {

  /** The validators' identities: not the indices, so that nobody confuses the two. */
  public static final List<ReplicaId> VALIDATORS =
      List.of(new ReplicaId(1), new ReplicaId(2), new ReplicaId(5), new ReplicaId(300));

  /** Where the game is played. */
  public static final TableId TABLE = new TableId(7);

  /** Who brings the bets. */
  public static final GatewayId GATEWAY = new GatewayId(258);

  private static final Genesis GENESIS = makeGenesis();

  private SampleChain() {}

  /** Some digest with a name. */
  public static Digest digest(String name) {
    return Digest.of(DomainTag.MERKLE_LEAF, name.getBytes(StandardCharsets.UTF_8));
  }

  /** Signs for a validator. */
  public static SeededSigner validator(ReplicaId id) {
    return new SeededSigner("validator " + id);
  }

  /** Signs for the gateway. */
  public static SeededSigner gateway() {
    return new SeededSigner("gateway " + GATEWAY);
  }

  /** Signs for a player, 0 … 2. */
  public static SeededSigner player(int number) {
    return new SeededSigner("player " + number);
  }

  /** A validator's secret of any draw. */
  public static DiceSecret secret(ReplicaId id) {
    return new DiceSecret(digest("secret " + id));
  }

  /** All validators' secrets. */
  public static SortedMap<ReplicaId, DiceSecret> secrets() {
    SortedMap<ReplicaId, DiceSecret> secrets = new TreeMap<>();
    VALIDATORS.forEach(id -> secrets.put(id, secret(id)));
    return secrets;
  }

  /** The first facts. */
  public static Genesis genesis() {
    return GENESIS;
  }

  /** Its identity. */
  public static ChainId chain() {
    return GENESIS.chainId();
  }

  /** Who votes. */
  public static ReplicaSet set() {
    return GENESIS.replicaSet();
  }

  /** Limits of the chain. */
  public static Parameters limits() {
    return GENESIS.parameters();
  }

  /** The votes of the first {@code count} validators. */
  public static List<Vote> votes(Statement statement, int count) {
    List<Vote> votes = new ArrayList<>();
    for (ReplicaId id : VALIDATORS.subList(0, count)) {
      votes.add(new Vote(id, validator(id).sign(statement.toWire())));
    }
    return votes;
  }

  /** A certificate by a quorum. */
  public static <S extends Statement> QuorumCertificate<S> certificate(S statement) {
    return new QuorumCertificate<>(statement, votes(statement, set().quorum().size()));
  }

  private static Genesis makeGenesis() {
    Digest salt = digest("salt");
    return new Genesis(
        "Würfel № 1",
        salt,
        1,
        1_790_000_000_000L,
        EnumSet.of(Genesis.Flag.DEVNET, Genesis.Flag.FAUCET),
        Parameters.defaults().with(Parameter.BETTING_WINDOW_MS, 4_000),
        new RulesDocument("The rules.\n").hash(),
        VALIDATORS.stream().map(id -> validator(salt, id)).toList(),
        List.of(
            new Genesis.Gateway(GATEWAY, gateway().publicKey(), 8 << 20),
            new Genesis.Gateway(
                new GatewayId(259), new SeededSigner("gateway 259").publicKey(), 1 << 20)),
        List.of(
            new Genesis.Table(TABLE, "High", 132_000_000_000L, 1_320, 132_000_000),
            new Genesis.Table(new TableId(8), "Low", 1_320_000_000L, 1_320, 1_320_000)),
        IntStream.range(0, 2)
            .mapToObj(i -> AccountId.of(player(i).publicKey()))
            .sorted()
            .map(account -> new Genesis.Mint(account, 1_320_000))
            .toList(),
        1_320_000_000L);
  }

  private static Genesis.Validator validator(Digest salt, ReplicaId id) {
    SeededSigner vote = validator(id);
    SeededSigner vrf = new SeededSigner("vrf " + id);
    Digest beaconKey = digest("beacon key " + id);
    byte[] message =
        Genesis.Validator.possessionBytes(salt, id, vote.publicKey(), beaconKey, vrf.publicKey());
    Signature possession = vote.sign(message);
    return new Genesis.Validator(
        id, vote.publicKey(), beaconKey, vrf.publicKey(), possession, vrf.sign(message));
  }
}
