package org.bitcraps.node.startup;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.bitcraps.crypto.home.GenesisKeys;
import org.bitcraps.crypto.home.Home;
import org.bitcraps.evidence.craps.Chips;
import org.bitcraps.evidence.genesis.Parameters;
import org.bitcraps.jms.Peers;
import org.bitcraps.protocol.pbft.Pacing;

/**
 * What an operator says about this node, by MicroProfile Config:
 *
 * <table>
 * <caption>Keys</caption>
 * <tr><td>{@code bitcraps.role}</td><td>validator, gateway or all (default)</td></tr>
 * <tr><td>{@code bitcraps.home}</td><td>folder of genesis, keys, journals; default {@code
 * ${jboss.server.data.dir}/bitcraps}</td></tr>
 * <tr><td>{@code bitcraps.genesis}</td><td>none (default): genesis.bin must be in the home; devnet: a
 * toy chain is made if there is none</td></tr>
 * <tr><td>{@code bitcraps.validator.id}</td><td>which validator this is; role validator only</td></tr>
 * <tr><td>{@code bitcraps.peers.validator-<id>}, {@code bitcraps.peers.gateway-<id>}</td><td>host:port
 * of the broker of each other node; roles validator and gateway</td></tr>
 * <tr><td>{@code bitcraps.keystore.passphrase-file}</td><td>default {@code passphrase} in the home
 * </td></tr>
 * <tr><td>{@code bitcraps.consensus.protocol}</td><td>pbft (default)</td></tr>
 * <tr><td>{@code bitcraps.consensus.base-timeout-ms}</td><td>500</td></tr>
 * <tr><td>{@code bitcraps.consensus.batch-interval-ms}</td><td>10</td></tr>
 * <tr><td>{@code bitcraps.ingress.verifier-threads}</td><td>2</td></tr>
 * <tr><td>{@code bitcraps.genesis.<parameter>}</td><td>a parameter of the devnet's genesis, as {@code
 * bitcraps.genesis.betting-window-ms}; read only when it is made</td></tr>
 * <tr><td>{@code bitcraps.genesis.bankroll}</td><td>what backs the devnet's table, base units: a
 * billion chips; read only then, too</td></tr>
 * </table>
 *
 * @param validatorId of role VALIDATOR; empty in the others
 * @param peers where the other nodes are; none in role ALL
 * @param devnet whether to make a genesis if there is none
 * @param parameters of a genesis that is made here
 * @param bankroll of its table, base units
 */
public record NodeConfiguration(
    Role role,
    Home home,
    boolean devnet,
    OptionalInt validatorId,
    Peers peers,
    Path passphraseFile,
    Pacing pacing,
    int verifierThreads,
    Parameters parameters,
    long bankroll) {

  static final String ROLE = "bitcraps.role";
  static final String HOME = "bitcraps.home";
  static final String GENESIS = "bitcraps.genesis";
  static final String VALIDATOR_ID = "bitcraps.validator.id";
  static final String PASSPHRASE_FILE = "bitcraps.keystore.passphrase-file";
  static final String PROTOCOL = "bitcraps.consensus.protocol";
  static final String BASE_TIMEOUT_MS = "bitcraps.consensus.base-timeout-ms";
  static final String BATCH_INTERVAL_MS = "bitcraps.consensus.batch-interval-ms";
  static final String VERIFIER_THREADS = "bitcraps.ingress.verifier-threads";

  static final String BANKROLL = GENESIS + ".bankroll";

  /** A billion chips: no toy's player will ever see its end. */
  static final long BANKROLL_MAX = Chips.UNIT * 1_000_000_000L;

  private static final String DATA_DIR = "jboss.server.data.dir";

  /**
   * Reads the keys.
   *
   * @param lookUp the value of a key
   * @param names all keys there are: a misspelt parameter must not be ignored
   * @throws StartException if a key is missing or its value makes no sense; names the key
   */
  public static NodeConfiguration read(
      Function<String, Optional<String>> lookUp, Iterable<String> names) {
    Role role = choice(lookUp, ROLE, "all", List.of("validator", "gateway", "all"), Role::valueOf);
    Home home = new Home(home(lookUp));
    boolean devnet =
        choice(lookUp, GENESIS, "none", List.of("none", "devnet"), name -> name.equals("DEVNET"));
    if (devnet && role != Role.ALL) {
      throw new StartException(
          GENESIS
              + "=devnet makes a chain whose validators all run in this server: "
              + ROLE
              + " must be all");
    }
    OptionalInt validatorId = OptionalInt.empty();
    if (role == Role.VALIDATOR) {
      validatorId = OptionalInt.of(number(required(lookUp, VALIDATOR_ID), VALIDATOR_ID, 0, 0xffff));
    }
    choice(lookUp, PROTOCOL, "pbft", List.of("pbft"), name -> name);
    int timeoutMs = number(lookUp, BASE_TIMEOUT_MS, 500, 1, 600_000);
    int lingerMs = number(lookUp, BATCH_INTERVAL_MS, 10, 0, 60_000);
    return new NodeConfiguration(
        role,
        home,
        devnet,
        validatorId,
        peers(lookUp, names),
        lookUp.apply(PASSPHRASE_FILE).map(Path::of).orElse(home.passphrase()),
        new Pacing(timeoutMs, lingerMs),
        number(lookUp, VERIFIER_THREADS, 2, 1, 64),
        parameters(lookUp, names),
        lookUp.apply(BANKROLL).map(NodeConfiguration::bankroll).orElse(BANKROLL_MAX));
  }

  private static Peers peers(Function<String, Optional<String>> lookUp, Iterable<String> names) {
    try {
      return Peers.read(lookUp, names);
    } catch (IllegalArgumentException e) {
      throw new StartException(e.getMessage(), e);
    }
  }

  private static Path home(Function<String, Optional<String>> lookUp) {
    return lookUp
        .apply(HOME)
        .map(Path::of)
        .or(() -> lookUp.apply(DATA_DIR).map(data -> Path.of(data, "bitcraps")))
        .orElseThrow(() -> new StartException(missing(HOME)));
  }

  private static Parameters parameters(
      Function<String, Optional<String>> lookUp, Iterable<String> names) {
    try {
      return GenesisKeys.parameters(lookUp, names, BANKROLL::equals, Parameters.defaults());
    } catch (IllegalArgumentException e) {
      throw new StartException(e.getMessage(), e);
    }
  }

  private static long bankroll(String value) {
    String digits = value.strip();
    if (!digits.matches("[0-9]{1,15}") || Long.parseLong(digits) > BANKROLL_MAX) {
      throw new StartException(BANKROLL + "=" + value + ": must be 0 … " + BANKROLL_MAX);
    }
    return Long.parseLong(digits);
  }

  private static <T> T choice(
      Function<String, Optional<String>> lookUp,
      String key,
      String byDefault,
      List<String> allowed,
      Function<String, T> meaning) {
    String value = lookUp.apply(key).map(String::strip).orElse(byDefault);
    if (!allowed.contains(value)) {
      throw new StartException(key + "=" + value + ": must be one of " + allowed);
    }
    return meaning.apply(value.toUpperCase(Locale.ROOT));
  }

  private static int number(
      Function<String, Optional<String>> lookUp, String key, int byDefault, int least, int most) {
    return lookUp.apply(key).map(value -> number(value, key, least, most)).orElse(byDefault);
  }

  private static int number(String value, String key, int least, int most) {
    String digits = value.strip();
    if (digits.length() > 9
        || digits.isEmpty()
        || !digits.chars().allMatch(c -> c >= '0' && c <= '9')
        || Integer.parseInt(digits) < least
        || Integer.parseInt(digits) > most) {
      throw new StartException(key + "=" + value + ": must be " + least + " … " + most);
    }
    return Integer.parseInt(digits);
  }

  private static String required(Function<String, Optional<String>> lookUp, String key) {
    return lookUp.apply(key).orElseThrow(() -> new StartException(missing(key)));
  }

  /** What is said of a key that the role needs and nobody set. */
  static String missing(String key) {
    return "the configuration key " + key + " is missing. Roles: " + Arrays.toString(Role.values());
  }
}
