package org.bitcraps.evidence.genesis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.keys.PublicKey;
import org.bitcraps.evidence.keys.Signature;
import org.bitcraps.evidence.keys.Signer;
import org.bitcraps.evidence.membership.Epoch;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.ReplicaSet;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.evidence.wire.MalformedException;
import org.bitcraps.evidence.wire.Signed;
import org.bitcraps.evidence.wire.Utf8;
import org.bitcraps.evidence.wire.WireValue;

/**
 * The first facts of a chain (DESIGN G1). Its canonical bytes hash to the {@link ChainId}; byte
 * table in {@code docs/wire.md}.
 *
 * @param name for people, 1 … 64 bytes of UTF-8
 * @param salt makes two chains with equal facts different
 * @param protocolVersion version of execution's rules (B6)
 * @param startTimeMs effective time of genesis, milliseconds since 1970
 * @param flags what only toys may do
 * @param parameters see {@link Parameter}
 * @param rulesHash hash of the {@link RulesDocument}
 * @param validators strictly ascending by id
 * @param gateways strictly ascending by id
 * @param tables strictly ascending by id
 * @param mints accounts that begin with money, strictly ascending by account
 * @param treasury base units that belong to nobody yet: faucet grants come from here
 */
public record Genesis(
    String name,
    Digest salt,
    int protocolVersion,
    long startTimeMs,
    Set<Flag> flags,
    Parameters parameters,
    Digest rulesHash,
    List<Validator> validators,
    List<Gateway> gateways,
    List<Table> tables,
    List<Mint> mints,
    long treasury)
    implements WireValue {

  /** Largest encoded genesis that anyone reads. */
  public static final int BYTES_MAX = 1 << 20;

  /** More money than this never exists (B2): sums of two amounts stay far from overflow. */
  public static final long SUPPLY_MAX = 1L << 52;

  private static final int NAME_BYTES_MAX = 64;

  /** What only toys may do: execution refuses it unless the flag is set. */
  public enum Flag {
    DEVNET(1),
    TESTNET(2),
    FAUCET(4),
    RESEED(8);

    private final int bit;

    Flag(int bit) {
      this.bit = bit;
    }
  }

  /**
   * One validator at the start.
   *
   * @param id identity for life
   * @param voteKey key of its votes
   * @param beaconKeyDigest tagged digest of its secret beacon key: a node started with another
   *     beacon key than its first notices before it contradicts its own commitments
   * @param vrfKey key of its VRF
   * @param possession signature of {@link #possessionBytes} by the vote key: nobody registers the
   *     key of another
   * @param vrfPossession the same by the VRF key
   */
  public record Validator(
      ReplicaId id,
      PublicKey voteKey,
      Digest beaconKeyDigest,
      PublicKey vrfKey,
      Signature possession,
      Signature vrfPossession)
      implements WireValue {

    /** A validator with the possession proofs of its keys, for a genesis with this salt. */
    public static Validator prove(
        Digest salt, ReplicaId id, Signer voteKey, Digest beaconKeyDigest, Signer vrfKey) {
      PublicKey vote = voteKey.publicKey();
      PublicKey vrf = vrfKey.publicKey();
      byte[] message = possessionBytes(salt, id, vote, beaconKeyDigest, vrf);
      return new Validator(
          id, vote, beaconKeyDigest, vrf, voteKey.sign(message), vrfKey.sign(message));
    }

    /** What genesis has of a secret beacon key: H(tag ‖ key). */
    public static Digest beaconKeyDigest(byte[] beaconKey) {
      return Digest.of(DomainTag.BEACON_KEY, beaconKey);
    }

    /** What a possession proof signs: all that is registered with the key. */
    public static byte[] possessionBytes(
        Digest salt, ReplicaId id, PublicKey voteKey, Digest beaconKeyDigest, PublicKey vrfKey) {
      return new Encoder()
          .tag(DomainTag.KEY_POSSESSION)
          .digest(salt)
          .value(id)
          .publicKey(voteKey)
          .digest(beaconKeyDigest)
          .publicKey(vrfKey)
          .toBytes();
    }

    List<Signed> possessionClaims(Digest salt) {
      byte[] message = possessionBytes(salt, id, voteKey, beaconKeyDigest, vrfKey);
      return List.of(
          new Signed(voteKey, message, possession), new Signed(vrfKey, message, vrfPossession));
    }

    @Override
    public void encodeTo(Encoder out) {
      out.value(id)
          .publicKey(voteKey)
          .digest(beaconKeyDigest)
          .publicKey(vrfKey)
          .signature(possession)
          .signature(vrfPossession);
    }

    static Validator decode(Decoder in) {
      return new Validator(
          ReplicaId.decode(in),
          in.publicKey("voteKey"),
          in.digest("beaconKeyDigest"),
          in.publicKey("vrfKey"),
          in.signature("possession"),
          in.signature("vrfPossession"));
    }
  }

  /** A registered gateway: its key, and the bytes of its lane at every validator (D3). */
  public record Gateway(GatewayId id, PublicKey key, long laneBytesMax) implements WireValue {

    /**
     * @throws IllegalArgumentException if the lane is negative
     */
    public Gateway {
      inRange("laneBytesMax", laneBytesMax, Long.MAX_VALUE);
    }

    @Override
    public void encodeTo(Encoder out) {
      out.value(id).publicKey(key).u63(laneBytesMax);
    }

    static Gateway decode(Decoder in) {
      return new Gateway(GatewayId.decode(in), in.publicKey("key"), in.u63("laneBytesMax"));
    }
  }

  /**
   * A table and the money behind it.
   *
   * @param name for people, 1 … 64 bytes of UTF-8
   * @param bankroll base units that back its bets (B3)
   * @param stakeMin least stake of one bet
   * @param stakeMax most stake of one bet
   */
  public record Table(TableId id, String name, long bankroll, long stakeMin, long stakeMax)
      implements WireValue {

    /**
     * @throws IllegalArgumentException if the name does not fit, money is out of range or the
     *     limits contradict each other
     */
    public Table {
      nameFits("name of table " + id, name);
      inRange("bankroll of table " + id, bankroll, SUPPLY_MAX);
      if (stakeMin < 1 || stakeMax < stakeMin || stakeMax > SUPPLY_MAX) {
        throw new IllegalArgumentException(
            "stakes of table " + id + " from " + stakeMin + " to " + stakeMax);
      }
    }

    @Override
    public void encodeTo(Encoder out) {
      out.value(id).text(name).u63(bankroll).u63(stakeMin).u63(stakeMax);
    }

    static Table decode(Decoder in) {
      return new Table(
          TableId.decode(in),
          in.text(NAME_BYTES_MAX, "name"),
          in.u63("bankroll"),
          in.u63("stakeMin"),
          in.u63("stakeMax"));
    }
  }

  /** An account that begins with money. */
  public record Mint(AccountId account, long amount) implements WireValue {

    /**
     * @throws IllegalArgumentException if the amount is out of range
     */
    public Mint {
      inRange("mint", amount, SUPPLY_MAX);
    }

    @Override
    public void encodeTo(Encoder out) {
      out.value(account).u63(amount);
    }

    static Mint decode(Decoder in) {
      return new Mint(AccountId.decode(in), in.u63("amount"));
    }
  }

  /**
   * @throws IllegalArgumentException if a list is out of order, the set is too small or too large,
   *     a key serves twice, a field has no encoding, or there is more money than {@link
   *     #SUPPLY_MAX}; names the field
   */
  public Genesis {
    nameFits("name", name);
    inRange("protocolVersion", protocolVersion, 0xffff);
    inRange("startTimeMs", startTimeMs, Long.MAX_VALUE);
    flags = Collections.unmodifiableSortedSet(new TreeSet<>(flags));
    validators = List.copyOf(validators);
    gateways = List.copyOf(gateways);
    tables = List.copyOf(tables);
    mints = List.copyOf(mints);
    ascending("validators", validators, Validator::id);
    ascending("gateways", gateways, Gateway::id);
    ascending("tables", tables, Table::id);
    ascending("mints", mints, Mint::account);
    if (validators.size() < parameters.get(Parameter.VALIDATORS_MIN)
        || validators.size() > parameters.get(Parameter.VALIDATORS_MAX)) {
      throw new IllegalArgumentException("validators: " + validators.size());
    }
    List<PublicKey> keys = new ArrayList<>();
    for (Validator validator : validators) {
      keys.add(validator.voteKey());
      keys.add(validator.vrfKey());
    }
    if (keys.stream().distinct().count() != keys.size()) {
      // A vote key of two members would count twice.
      throw new IllegalArgumentException("validators: one key serves twice");
    }
    if (gateways.stream().map(Gateway::key).distinct().count() != gateways.size()) {
      throw new IllegalArgumentException("gateways: one key serves two");
    }
    supply(treasury, tables, mints);
  }

  /** Identity of the chain. */
  public ChainId chainId() {
    return new ChainId(Digest.of(DomainTag.GENESIS, toWire()));
  }

  /** The set that signs epoch 0. */
  public ReplicaSet replicaSet() {
    List<ReplicaSet.Member> members = new ArrayList<>();
    for (Validator validator : validators) {
      members.add(new ReplicaSet.Member(validator.id(), validator.voteKey()));
    }
    return new ReplicaSet(Epoch.ZERO, members);
  }

  /** All money there is: never changes after genesis except by a recorded mint. */
  public long supply() {
    return supply(treasury, tables, mints);
  }

  /** The possession proofs to check before anyone relies on the keys. */
  public List<Signed> possessionClaims() {
    List<Signed> claims = new ArrayList<>();
    for (Validator validator : validators) {
      claims.addAll(validator.possessionClaims(salt));
    }
    return claims;
  }

  /** Refused as soon as it is too much: no sum of two amounts overflows. */
  private static long supply(long treasury, List<Table> tables, List<Mint> mints) {
    long supply = inRange("treasury", treasury, SUPPLY_MAX);
    for (Table table : tables) {
      supply = inRange("supply", supply + table.bankroll(), SUPPLY_MAX);
    }
    for (Mint mint : mints) {
      supply = inRange("supply", supply + mint.amount(), SUPPLY_MAX);
    }
    return supply;
  }

  private static long inRange(String field, long value, long most) {
    if (value < 0 || value > most) {
      throw new IllegalArgumentException(field + ": " + value + ", allowed 0 … " + most);
    }
    return value;
  }

  private static void nameFits(String field, String name) {
    int length = Utf8.encode(name).length;
    if (length < 1 || length > NAME_BYTES_MAX) {
      throw new IllegalArgumentException(
          field + ": " + length + " bytes, allowed 1 … " + NAME_BYTES_MAX);
    }
  }

  private static <T, K extends Comparable<K>> void ascending(
      String field, List<T> values, Function<T, K> key) {
    for (int i = 1; i < values.size(); i++) {
      if (key.apply(values.get(i - 1)).compareTo(key.apply(values.get(i))) >= 0) {
        throw new IllegalArgumentException(field + ": not strictly ascending");
      }
    }
  }

  @Override
  public void encodeTo(Encoder out) {
    int bits = 0;
    for (Flag flag : flags) {
      bits |= flag.bit;
    }
    out.text(name)
        .digest(salt)
        .u16(protocolVersion)
        .u63(startTimeMs)
        .u16(bits)
        .value(parameters)
        .digest(rulesHash)
        .list(validators)
        .list(gateways)
        .list(tables)
        .list(mints)
        .u63(treasury);
  }

  /** Reads what {@link #encodeTo} wrote. */
  public static Genesis decode(Decoder in) {
    return new Genesis(
        in.text(NAME_BYTES_MAX, "name"),
        in.digest("salt"),
        in.u16("protocolVersion"),
        in.u63("startTimeMs"),
        flags(in.u16("flags")),
        Parameters.decode(in),
        in.digest("rulesHash"),
        in.list(ReplicaSet.MEMBERS_MAX, 226, "validators", Validator::decode),
        in.list(0xffff, 42, "gateways", Gateway::decode),
        in.list(0xffff, 31, "tables", Table::decode),
        in.list(0xffff, 40, "mints", Mint::decode),
        in.u63("treasury"));
  }

  private static Set<Flag> flags(int bits) {
    Set<Flag> flags = new TreeSet<>();
    int known = 0;
    for (Flag flag : Flag.values()) {
      if ((bits & flag.bit) != 0) {
        flags.add(flag);
        known |= flag.bit;
      }
    }
    MalformedException.require(bits == known, "flags", "unknown flag");
    return flags;
  }
}
