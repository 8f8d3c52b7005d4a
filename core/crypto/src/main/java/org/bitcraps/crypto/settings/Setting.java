package org.bitcraps.crypto.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.bitcraps.crypto.home.Home;

/**
 * What an operator can say about a node, by MicroProfile Config; read once, when the application
 * starts. {@code docs/configuration.md} is written from this list.
 *
 * <p>Two families of keys are not here: {@code bitcraps.peers.<node>} and {@code
 * bitcraps.genesis.<parameter>}.
 */
public enum Setting {
  ROLE(
      "bitcraps.role",
      Whose.EVERY,
      new Kind.Choice("all", List.of("validator", "gateway", "all")),
      "what this server is; `all` is every validator whose keys are in the home, and a gateway"),
  HOME(
      "bitcraps.home",
      Whose.EVERY,
      new Kind.Text("a folder", "`bitcraps` in the server's data folder"),
      "where genesis, keys and journals are"),
  PASSPHRASE_FILE(
      "bitcraps.keystore.passphrase-file",
      Whose.EVERY,
      new Kind.Text("a file", "`passphrase` in the home"),
      "holds the passphrase of the keystores; for its owner only"),
  TRANSPORT(
      "bitcraps.transport",
      Whose.EVERY,
      new Kind.Choice("direct", List.of("direct", "clustered")),
      "`direct`: nodes connect to each other's brokers; `clustered`: their brokers forward for each"
          + " other, where all are one operator's (ADR 0021). The same for all nodes of a chain"),
  COMPRESS_ABOVE_BYTES(
      "bitcraps.transport.compress-above-bytes",
      Whose.EVERY,
      new Kind.Whole(4_096, 0, 67_108_864, "bytes"),
      "from what size on a message to another server travels as zstd; 0: never. A node reads both,"
          + " whatever it sends"),
  CACHES_MEMBERS(
      "bitcraps.caches.members",
      Whose.EVERY,
      new Kind.Text(
          "`host[port]`, with commas between", "nobody: the server has its caches for itself"),
      "where the other nodes take part in the caches (ADR 0016); read by the server"),
  GENESIS(
      "bitcraps.genesis",
      Whose.VALIDATOR,
      new Kind.Choice("none", List.of("none", "devnet")),
      "`none`: genesis.bin must be in the home; `devnet`: a toy chain is made if there is none,"
          + " with role `all` only"),
  BANKROLL(
      "bitcraps.genesis.bankroll",
      Whose.VALIDATOR,
      new Kind.Text("base units, 0 … 1320000000000", "1320000000000"),
      "what backs the table of a devnet that is made here"),
  VALIDATOR_ID(
      "bitcraps.validator.id",
      Whose.VALIDATOR,
      new Kind.Wanted(0, 0xffff),
      "which validator of genesis this is; must be said with role `validator`"),
  PROTOCOL(
      "bitcraps.consensus.protocol",
      Whose.VALIDATOR,
      new Kind.Choice("pbft", List.of("pbft")),
      "how blocks are agreed on"),
  BASE_TIMEOUT_MS(
      "bitcraps.consensus.base-timeout-ms",
      Whose.VALIDATOR,
      new Kind.Whole(500, 1, 600_000, "ms"),
      "how long a view may be silent before it is given up; learned from what is observed, up to"
          + " eight times as long"),
  BATCH_INTERVAL_MS(
      "bitcraps.consensus.batch-interval-ms",
      Whose.VALIDATOR,
      new Kind.Whole(10, 0, 60_000, "ms"),
      "how long a primary waits for more before it proposes"),
  INGRESS_VERIFIER_THREADS(
      "bitcraps.ingress.verifier-threads",
      Whose.VALIDATOR,
      new Kind.Whole(2, 1, 64, "threads"),
      "check the signatures of bodies"),
  GATEWAY_ID(
      "bitcraps.gateway.id",
      Whose.GATEWAY,
      new Kind.Whole(0, 0, 0xffff, ""),
      "which gateway of genesis this is"),
  BATCH_SIZE(
      "bitcraps.gateway.batch-size",
      Whose.GATEWAY,
      new Kind.Whole(2_000, 1, 65_536, "bets"),
      "of one body, and never more than the chain allows"),
  BATCH_LINGER_MS(
      "bitcraps.gateway.batch-linger-ms",
      Whose.GATEWAY,
      new Kind.Whole(5, 0, 10_000, "ms"),
      "how long a bet waits for company"),
  PENDING_ORDERS_MAX(
      "bitcraps.gateway.pending-orders-max",
      Whose.GATEWAY,
      new Kind.Whole(50_000, 1, 1_000_000, "orders"),
      "under way at once; beyond that players are told “busy”"),
  GATEWAY_VERIFIER_THREADS(
      "bitcraps.gateway.verifier-threads",
      Whose.GATEWAY,
      new Kind.Whole(2, 1, 64, "threads"),
      "check the signatures of players"),
  CORS_ORIGINS(
      "bitcraps.gateway.cors-origins",
      Whose.GATEWAY,
      new Kind.Text("`*` (all), `none`, or origins with commas between", "`*`"),
      "whose pages may read answers, but never those of `/admin`"),
  WITNESSES(
      "bitcraps.gateway.witnesses",
      Whose.GATEWAY,
      new Kind.Text("`none`, or up to four origins with commas between", "`none`"),
      "other gateways that the page asks for the same blocks; they must allow this gateway's pages"),
  HISTORY_ENABLED(
      "bitcraps.history.enabled",
      Whose.GATEWAY,
      new Kind.Flag(true),
      "whether the readable history is written"),
  HISTORY_REBUILD(
      "bitcraps.history.rebuild",
      Whose.GATEWAY,
      new Kind.Flag(false),
      "whether it is dropped and written again at this start");

  /** Which role reads it; {@code all} reads everything. */
  public enum Whose {
    EVERY,
    VALIDATOR,
    GATEWAY
  }

  private static final String OURS = "bitcraps.";
  private static final String DATA_FOLDER = "jboss.server.data.dir";

  private final String key;
  private final Whose whose;

  @SuppressWarnings("ImmutableEnumChecker") // Records of words and copied lists.
  private final Kind kind;

  private final String meaning;

  Setting(String key, Whose whose, Kind kind, String meaning) {
    this.key = key;
    this.whose = whose;
    this.kind = kind;
    this.meaning = meaning;
  }

  /** As it is written. */
  public String key() {
    return key;
  }

  /** Which role reads it. */
  public Whose whose() {
    return whose;
  }

  /** What its value may be. */
  public Kind kind() {
    return kind;
  }

  /** For people. */
  public String meaning() {
    return meaning;
  }

  /**
   * A misspelt key must not be ignored, or its owner believes that it holds.
   *
   * @param names all keys there are
   * @param others ours that are not in this list, and somebody else's to check
   * @throws IllegalArgumentException if one begins as ours do and is none; names it
   */
  public static void refuseUnknown(Iterable<String> names, Predicate<String> others) {
    for (String name : names) {
      if (name.startsWith(OURS) && !others.test(name) && !isKnown(name)) {
        throw new IllegalArgumentException(
            name + " is no key of this application: docs/configuration.md has all of them");
      }
    }
  }

  private static boolean isKnown(String name) {
    for (Setting setting : values()) {
      if (setting.key.equals(name)) {
        return true;
      }
    }
    return false;
  }

  /** What was said, if anything was. */
  public Optional<String> text(Function<String, Optional<String>> lookUp) {
    return lookUp.apply(key).map(String::strip);
  }

  /**
   * A word of a {@link Kind.Choice}.
   *
   * @throws IllegalArgumentException if another one was said; names the key
   */
  public String word(Function<String, Optional<String>> lookUp) {
    Kind.Choice choice = (Kind.Choice) kind;
    String word = text(lookUp).orElse(choice.byDefault());
    if (!choice.words().contains(word)) {
      throw refusal(word, "one of " + choice.words());
    }
    return word;
  }

  /**
   * The value of a {@link Kind.Flag}.
   *
   * @throws IllegalArgumentException if anything else was said; names the key
   */
  public boolean flag(Function<String, Optional<String>> lookUp) {
    String word = text(lookUp).orElse(kind.otherwise());
    if (!word.equals("true") && !word.equals("false")) {
      throw refusal(word, "true or false");
    }
    return word.equals("true");
  }

  /**
   * A number of a {@link Kind.Whole} or {@link Kind.Wanted}.
   *
   * @throws IllegalArgumentException if it is out of range or no number, or wanted and not there;
   *     names the key
   */
  public int number(Function<String, Optional<String>> lookUp) {
    Optional<String> text = text(lookUp);
    if (kind instanceof Kind.Wanted wanted) {
      return number(text.orElseThrow(this::missing), wanted.least(), wanted.most());
    }
    Kind.Whole whole = (Kind.Whole) kind;
    return text.map(digits -> number(digits, whole.least(), whole.most()))
        .orElse(whole.byDefault());
  }

  private int number(String digits, int least, int most) {
    int value = digits.matches("[0-9]{1,9}") ? Integer.parseInt(digits) : -1;
    if (value < least || value > most) {
      throw refusal(digits, least + " … " + most);
    }
    return value;
  }

  private IllegalArgumentException refusal(String value, String wanted) {
    return new IllegalArgumentException(key + "=" + value + ": must be " + wanted);
  }

  private IllegalArgumentException missing() {
    return new IllegalArgumentException("the configuration key " + key + " is missing");
  }

  /** Whether the brokers of all nodes are a cluster. */
  public static boolean clustered(Function<String, Optional<String>> lookUp) {
    return TRANSPORT.word(lookUp).equals("clustered");
  }

  /**
   * The folder of this node.
   *
   * @throws IllegalArgumentException if nobody says where it is
   */
  public static Home home(Function<String, Optional<String>> lookUp) {
    return HOME.text(lookUp)
        .map(Path::of)
        .or(() -> lookUp.apply(DATA_FOLDER).map(data -> Path.of(data, "bitcraps")))
        .map(Home::new)
        .orElseThrow(HOME::missing);
  }

  /** Where the passphrase of the keystores is. */
  public static Path passphraseFile(Function<String, Optional<String>> lookUp) {
    return PASSPHRASE_FILE.text(lookUp).map(Path::of).orElseGet(() -> home(lookUp).passphrase());
  }
}
