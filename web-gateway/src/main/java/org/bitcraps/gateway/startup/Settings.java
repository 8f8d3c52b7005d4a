package org.bitcraps.gateway.startup;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bitcraps.crypto.home.Home;
import org.bitcraps.crypto.settings.Setting;
import org.bitcraps.evidence.genesis.GatewayId;
import org.bitcraps.gateway.admission.Origins;
import org.bitcraps.jms.Compression;
import org.bitcraps.jms.Peers;

/**
 * What an operator says about this gateway: the keys of {@link Setting}, and where the validators
 * are.
 *
 * @param serves whether the role has a gateway
 * @param alone whether the validators are in other servers
 * @param clustered whether the brokers of all nodes are a cluster
 * @param compressAboveBytes from what size on a message to another server is made smaller; 0: never
 * @param peers where those are
 */
record Settings(
    boolean serves,
    boolean alone,
    boolean clustered,
    int compressAboveBytes,
    Peers peers,
    Home home,
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
    String role = Setting.ROLE.word(config);
    return new Settings(
        !role.equals("validator"),
        role.equals("gateway"),
        Setting.clustered(config),
        Setting.COMPRESS_ABOVE_BYTES.number(config),
        Peers.read(config, names),
        Setting.home(config),
        Setting.passphraseFile(config),
        new GatewayId(Setting.GATEWAY_ID.number(config)),
        Setting.BATCH_SIZE.number(config),
        Setting.BATCH_LINGER_MS.number(config),
        Setting.PENDING_ORDERS_MAX.number(config),
        Setting.GATEWAY_VERIFIER_THREADS.number(config),
        origins(Setting.CORS_ORIGINS, Setting.CORS_ORIGINS.text(config).orElse(Origins.ANY)),
        witnesses(Setting.WITNESSES.text(config).orElse("none")),
        Setting.HISTORY_ENABLED.flag(config),
        Setting.HISTORY_REBUILD.flag(config));
  }

  private static final int WITNESSES_MAX = 4;

  private static Origins origins(Setting setting, String text) {
    try {
      return Origins.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(setting.key() + ": " + e.getMessage(), e);
    }
  }

  /** All the gateways of the world cannot be asked. */
  private static List<String> witnesses(String text) {
    Origins origins = origins(Setting.WITNESSES, text);
    if (origins.any() || origins.listed().size() > WITNESSES_MAX) {
      throw new IllegalArgumentException(
          Setting.WITNESSES.key()
              + "="
              + text
              + ": must be none, or "
              + WITNESSES_MAX
              + " origins at most");
    }
    return origins.listed();
  }

  /** Of what goes to validators; empty where they are in this server. */
  Optional<Compression> compression() {
    return alone ? Optional.of(Compression.above(compressAboveBytes)) : Optional.empty();
  }

  /** Where the keys of this gateway are. */
  Path keystore() {
    return home.keystore(gateway);
  }
}
