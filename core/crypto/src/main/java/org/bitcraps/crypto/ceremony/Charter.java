package org.bitcraps.crypto.ceremony;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bitcraps.crypto.Signers;
import org.bitcraps.crypto.home.NodeName;
import org.bitcraps.evidence.craps.Chips;
import org.bitcraps.evidence.craps.RulesTable;
import org.bitcraps.evidence.execution.Ledger;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.genesis.Parameters;
import org.bitcraps.evidence.genesis.RulesDocument;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.DomainTag;

/**
 * What the operators of a chain agree upon before any of them makes a key: everything of its
 * genesis but the keys. A text that people read; its digest is the salt of the genesis, so that
 * every possession proof signs it, and whoever has another charter has another chain.
 *
 * @param name for people, 1 … 64 printable characters of ASCII
 * @param protocolVersion version of execution's rules (B6)
 * @param startTimeMs effective time of genesis, milliseconds since 1970
 * @param flags what only toys may do
 * @param validators how many; their ids are 0, 1, …
 * @param gateways how many; their ids are 0, 1, …
 * @param rulesHash hash of the rules of the game
 * @param nonce random: two charters of the same words are two
 */
public record Charter(
    String name,
    int protocolVersion,
    long startTimeMs,
    Set<Genesis.Flag> flags,
    int validators,
    int gateways,
    Money money,
    Parameters parameters,
    Digest rulesHash,
    Digest nonce) {

  /** Validators, and gateways, of a chain at most. */
  public static final int NODES_MAX = 100;

  /** Larger is no charter. */
  static final int BYTES_MAX = 8 << 10;

  private static final String VERSION = "1";
  private static final TableId MAIN = new TableId(0);

  /**
   * The money of the one table and the lanes of gateways.
   *
   * @param bankroll backs the bets, base units (B3)
   * @param treasury belongs to nobody yet, base units: the faucet's
   * @param stakeMin least stake of one bet, base units
   * @param stakeMax most
   * @param laneBytesMax bodies of a gateway that a validator holds before they are ordered (D3)
   */
  public record Money(
      long bankroll, long treasury, long stakeMin, long stakeMax, long laneBytesMax) {

    /** A million million chips wait for players; a bet is one chip to a thousand. */
    public static Money of(long bankroll) {
      return new Money(
          bankroll, Chips.UNIT * 1_000_000_000_000L, Chips.UNIT, Chips.UNIT * 1_000, 16L << 20);
    }
  }

  /**
   * Copies the flags.
   *
   * @throws IllegalArgumentException if there is no such chain; names the field
   */
  public Charter {
    SortedSet<Genesis.Flag> sorted = new TreeSet<>(flags);
    flags = Collections.unmodifiableSortedSet(sorted);
    if (!name.matches("[!-~]([ -~]{0,62}[!-~])?")) {
      throw new IllegalArgumentException(
          "name: 1 to 64 printable characters of ASCII, not \"" + name + "\"");
    }
    count("validators", validators);
    count("gateways", gateways);
    long least = parameters.get(Parameter.VALIDATORS_MIN);
    long most = parameters.get(Parameter.VALIDATORS_MAX);
    if (validators < least || validators > most) {
      throw new IllegalArgumentException(
          "validators: %d, but its parameters want %d … %d".formatted(validators, least, most));
    }
    if (startTimeMs < 0 || startTimeMs > Instant.parse("9999-12-31T00:00:00Z").toEpochMilli()) {
      throw new IllegalArgumentException("start: it is not between 1970 and 9999");
    }
    table(money);
  }

  private static void count(String field, int count) {
    if (count < 1 || count > NODES_MAX) {
      throw new IllegalArgumentException(
          "%s: a chain has 1 to %d of them, not %d".formatted(field, NODES_MAX, count));
    }
  }

  /** The table is checked as genesis will do it. */
  private static Genesis.Table table(Money money) {
    return new Genesis.Table(MAIN, "Main", money.bankroll(), money.stakeMin(), money.stakeMax());
  }

  /**
   * A new one, of what this build plays.
   *
   * @param bankroll of its one table, base units
   * @throws IllegalArgumentException if there is no such chain; names the field
   */
  public static Charter draw(
      String name,
      Set<Genesis.Flag> flags,
      int validators,
      int gateways,
      Parameters parameters,
      long bankroll,
      long startTimeMs,
      SecureRandom random) {
    return new Charter(
        name,
        Ledger.PROTOCOL_VERSION,
        startTimeMs,
        flags,
        validators,
        gateways,
        Money.of(bankroll),
        parameters,
        new RulesDocument(rules()).hash(),
        Digest.fromBytes(Signers.newSeed(random)));
  }

  /** The rules that this build plays, as the text that is hashed. */
  static String rules() {
    return RulesTable.standard().toText();
  }

  /** All nodes: validators, then gateways, each ascending. */
  public List<NodeName> nodes() {
    List<NodeName> nodes = new ArrayList<>();
    IntStream.range(0, validators)
        .forEach(id -> nodes.add(new NodeName(NodeName.Kind.VALIDATOR, id)));
    IntStream.range(0, gateways).forEach(id -> nodes.add(new NodeName(NodeName.Kind.GATEWAY, id)));
    return nodes;
  }

  /** Identity of the charter, and salt of its genesis. */
  public Digest digest() {
    return Digest.of(DomainTag.CHARTER, toText().getBytes(US_ASCII));
  }

  /**
   * The genesis of this charter and these keys.
   *
   * @param members ascending by id
   * @param couriers ascending by id
   * @throws IllegalArgumentException if they do not make one; names the field
   */
  Genesis genesis(List<Genesis.Validator> members, List<Genesis.Gateway> couriers) {
    return new Genesis(
        name,
        digest(),
        protocolVersion,
        startTimeMs,
        flags,
        parameters,
        rulesHash,
        members,
        couriers,
        List.of(table(money)),
        List.of(),
        money.treasury());
  }

  /** The one text of it. */
  public String toText() {
    StringBuilder text = new StringBuilder();
    line(text, "bitcraps-charter", VERSION);
    line(text, "name", name);
    line(text, "protocol", protocolVersion);
    line(text, "start", Instant.ofEpochMilli(startTimeMs));
    line(text, "flags", flagWords(flags));
    line(text, "validators", validators);
    line(text, "gateways", gateways);
    line(text, "bankroll", money.bankroll());
    line(text, "treasury", money.treasury());
    line(text, "stake-min", money.stakeMin());
    line(text, "stake-max", money.stakeMax());
    line(text, "lane-bytes-max", money.laneBytesMax());
    for (Parameter parameter : Parameter.values()) {
      line(text, field(parameter), parameters.get(parameter));
    }
    line(text, "rules", rulesHash.hex());
    line(text, "nonce", nonce.hex());
    return text.toString();
  }

  private static void line(StringBuilder text, String field, Object value) {
    text.append(field).append('=').append(value).append('\n');
  }

  private static String flagWords(Set<Genesis.Flag> flags) {
    return flags.stream()
        .map(flag -> flag.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(" "));
  }

  private static String field(Parameter parameter) {
    return parameter.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Reads a charter that this build can play.
   *
   * @param source name of the file, for messages
   * @throws CeremonyException if it is none; names file and field
   */
  public static Charter read(String source, byte[] bytes) throws CeremonyException {
    FieldLines lines = FieldLines.of(source, bytes, BYTES_MAX);
    if (!lines.take("bitcraps-charter").equals(VERSION)) {
      throw lines.refusal("bitcraps-charter", "this build reads version " + VERSION);
    }
    String name = lines.take("name");
    int protocol = (int) lines.number("protocol", 0, 0xffff);
    if (protocol != Ledger.PROTOCOL_VERSION) {
      throw lines.refusal(
          "protocol", protocol + ", but this build plays version " + Ledger.PROTOCOL_VERSION);
    }
    long startTimeMs = lines.take("start", text -> Instant.parse(text).toEpochMilli());
    Set<Genesis.Flag> flags = lines.take("flags", Charter::flags);
    int validators = (int) lines.number("validators", 1, NODES_MAX);
    int gateways = (int) lines.number("gateways", 1, NODES_MAX);
    Money money =
        new Money(
            lines.number("bankroll", 0, Genesis.SUPPLY_MAX),
            lines.number("treasury", 0, Genesis.SUPPLY_MAX),
            lines.number("stake-min", 1, Genesis.SUPPLY_MAX),
            lines.number("stake-max", 1, Genesis.SUPPLY_MAX),
            lines.number("lane-bytes-max", 0, Genesis.SUPPLY_MAX));
    Parameters parameters = Parameters.defaults();
    for (Parameter parameter : Parameter.values()) {
      long value = lines.number(field(parameter), 0, Genesis.SUPPLY_MAX);
      if (!parameter.allows(value)) {
        throw lines.refusal(field(parameter), value + " must be " + parameter.range());
      }
      parameters = parameters.with(parameter, value);
    }
    Digest rules = lines.digest("rules");
    if (!rules.equals(new RulesDocument(rules()).hash())) {
      throw lines.refusal("rules", "this build plays other rules of the game");
    }
    Digest nonce = lines.digest("nonce");
    Charter charter;
    try {
      charter =
          new Charter(
              name,
              protocol,
              startTimeMs,
              flags,
              validators,
              gateways,
              money,
              parameters,
              rules,
              nonce);
    } catch (IllegalArgumentException e) {
      throw new CeremonyException(source + ": " + e.getMessage());
    }
    lines.end(charter.toText());
    return charter;
  }

  private static Set<Genesis.Flag> flags(String words) {
    Set<Genesis.Flag> flags = new TreeSet<>();
    for (String word : words.isEmpty() ? List.<String>of() : List.of(words.split(" ", -1))) {
      flags.add(Genesis.Flag.valueOf(word.toUpperCase(Locale.ROOT)));
    }
    return flags;
  }
}
