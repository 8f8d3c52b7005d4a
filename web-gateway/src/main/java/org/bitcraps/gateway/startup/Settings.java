package org.bitcraps.gateway.startup;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bitcraps.evidence.genesis.GatewayId;
import org.bitcraps.gateway.admission.Origins;
import org.bitcraps.jms.Peers;

/**
 * What an operator says about this gateway, by MicroProfile Config:
 *
 * <table>
 * <caption>Keys</caption>
 * <tr><td>{@code bitcraps.role}</td><td>validator, gateway or all (default)</td></tr>
 * <tr><td>{@code bitcraps.home}</td><td>folder of genesis and keys; default {@code
 * ${jboss.server.data.dir}/bitcraps}</td></tr>
 * <tr><td>{@code bitcraps.keystore.passphrase-file}</td><td>default {@code passphrase} in the home
 * </td></tr>
 * <tr><td>{@code bitcraps.peers.validator-<id>}</td><td>host:port of each validator's broker; role
 * gateway</td></tr>
 * <tr><td>{@code bitcraps.gateway.id}</td><td>which gateway of genesis this is: 0</td></tr>
 * <tr><td>{@code bitcraps.gateway.batch-size}</td><td>bets of one body: 2000, and never more than
 * the chain allows</td></tr>
 * <tr><td>{@code bitcraps.gateway.batch-linger-ms}</td><td>how long a bet waits for company: 5</td>
 * </tr>
 * <tr><td>{@code bitcraps.gateway.pending-orders-max}</td><td>orders under way at once: 50000; beyond
 * that players are told "busy"</td></tr>
 * <tr><td>{@code bitcraps.gateway.verifier-threads}</td><td>2</td></tr>
 * <tr><td>{@code bitcraps.gateway.cors-origins}</td><td>whose pages may read answers, but never those
 * of {@code /admin}: {@code *} (all), {@code none}, or origins with commas between: {@code *}</td>
 * </tr>
 * <tr><td>{@code bitcraps.gateway.witnesses}</td><td>other gateways that the page asks for the same
 * blocks: up to four origins with commas between, or {@code none}; they must allow this gateway's
 * pages: {@code none}</td></tr>
 * <tr><td>{@code bitcraps.history.enabled}</td><td>whether the readable history is written: true
 * </td></tr>
 * <tr><td>{@code bitcraps.history.rebuild}</td><td>whether it is dropped and written again at this
 * start: false</td></tr>
 * </table>
 *
 * @param serves whether the role has a gateway
 * @param alone whether the validators are in other servers
 * @param peers where those are
 */
record Settings(
    boolean serves,
    boolean alone,
    Peers peers,
    Path home,
    Path passphraseFile,
    GatewayId gateway,
    int batchSize,
    int lingerMs,
    int pendingMax,
    int verifierThreads,
    Origins origins,
    List<String> witnesses,
    boolean history,
    boolean rebuildHistory) {

  /**
   * Reads the keys.
   *
   * @throws IllegalArgumentException if a value makes no sense; names the key
   */
  static Settings read(Function<String, Optional<String>> config, Iterable<String> names) {
    String role = config.apply("bitcraps.role").orElse("all");
    if (!role.equals("all") && !role.equals("gateway") && !role.equals("validator")) {
      throw new IllegalArgumentException(
          "bitcraps.role=" + role + ": must be validator, gateway or all");
    }
    Path home =
        config
            .apply("bitcraps.home")
            .map(Path::of)
            .or(() -> config.apply("jboss.server.data.dir").map(d -> Path.of(d, "bitcraps")))
            .orElseThrow(() ->
                new IllegalArgumentException("the configuration key bitcraps.home is missing"));
    return new Settings(
        !role.equals("validator"),
        role.equals("gateway"),
        Peers.read(config, names),
        home,
        config
            .apply("bitcraps.keystore.passphrase-file")
            .map(Path::of)
            .orElse(home.resolve("passphrase")),
        new GatewayId(number(config, "bitcraps.gateway.id", 0, 0, 0xffff)),
        number(config, "bitcraps.gateway.batch-size", 2_000, 1, 65_536),
        number(config, "bitcraps.gateway.batch-linger-ms", 5, 0, 10_000),
        number(config, "bitcraps.gateway.pending-orders-max", 50_000, 1, 1_000_000),
        number(config, "bitcraps.gateway.verifier-threads", 2, 1, 64),
        origins(CORS_ORIGINS, config.apply(CORS_ORIGINS).orElse(Origins.ANY)),
        witnesses(config.apply(WITNESSES).orElse("none")),
        flag(config, "bitcraps.history.enabled", true),
        flag(config, "bitcraps.history.rebuild", false));
  }

  private static final String CORS_ORIGINS = "bitcraps.gateway.cors-origins";

  private static final String WITNESSES = "bitcraps.gateway.witnesses";
  private static final int WITNESSES_MAX = 4;

  private static Origins origins(String key, String text) {
    try {
      return Origins.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
    }
  }

  /** All the gateways of the world cannot be asked. */
  private static List<String> witnesses(String text) {
    Origins origins = origins(WITNESSES, text);
    if (origins.any() || origins.listed().size() > WITNESSES_MAX) {
      throw new IllegalArgumentException(
          WITNESSES + "=" + text + ": must be none, or " + WITNESSES_MAX + " origins at most");
    }
    return origins.listed();
  }

  private static boolean flag(Function<String, Optional<String>> config, String key, boolean none) {
    String text = config.apply(key).map(String::strip).orElse(Boolean.toString(none));
    if (!text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException(key + "=" + text + ": must be true or false");
    }
    return text.equals("true");
  }

  private static int number(
      Function<String, Optional<String>> config, String key, int none, int least, int most) {
    Optional<String> text = config.apply(key).map(String::strip);
    if (text.isEmpty()) {
      return none;
    }
    boolean ok = text.get().matches("[0-9]{1,9}");
    int value = ok ? Integer.parseInt(text.get()) : -1;
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s=%s: must be %d … %d".formatted(key, text.get(), least, most));
    }
    return value;
  }

  /** Where the keys of this gateway are. */
  Path keystore() {
    return home.resolve("gateway-" + gateway).resolve("keystore.bcfks");
  }
}
