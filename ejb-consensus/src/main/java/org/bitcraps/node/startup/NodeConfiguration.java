package org.bitcraps.node.startup;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.bitcraps.crypto.home.GenesisKeys;
import org.bitcraps.crypto.home.Home;
import org.bitcraps.crypto.settings.Setting;
import org.bitcraps.evidence.craps.Chips;
import org.bitcraps.evidence.genesis.Parameters;
import org.bitcraps.jms.Compression;
import org.bitcraps.jms.Peers;
import org.bitcraps.protocol.pbft.Pacing;

/**
 * What an operator says about this node: the keys of {@link Setting}, where its peers are, and the
 * parameters of a chain that is made here.
 *
 * @param validatorId of role VALIDATOR; empty in the others
 * @param clustered whether the brokers of all nodes are a cluster
 * @param compressAboveBytes from what size on a message to another server is made smaller; 0: never
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
    boolean clustered,
    int compressAboveBytes,
    Peers peers,
    Path passphraseFile,
    Pacing pacing,
    int verifierThreads,
    Parameters parameters,
    long bankroll) {

  /** A billion chips: no toy's player will ever see its end. */
  private static final long BANKROLL_MAX = Chips.UNIT * 1_000_000_000L;

  /**
   * Reads the keys.
   *
   * @param lookUp the value of a key
   * @param names all keys there are: a misspelt parameter must not be ignored
   * @throws StartException if a key is missing or its value makes no sense; names the key
   */
  public static NodeConfiguration read(
      Function<String, Optional<String>> lookUp, Iterable<String> names) {
    try {
      return check(lookUp, names);
    } catch (IllegalArgumentException e) {
      throw new StartException(e.getMessage(), e);
    }
  }

  private static NodeConfiguration check(
      Function<String, Optional<String>> lookUp, Iterable<String> names) {
    Setting.refuseUnknown(
        names, name -> name.startsWith(Peers.PREFIX) || name.startsWith(GenesisKeys.PREFIX));
    Role role = Role.valueOf(Setting.ROLE.word(lookUp).toUpperCase(Locale.ROOT));
    Home home = Setting.home(lookUp);
    boolean devnet = Setting.GENESIS.word(lookUp).equals("devnet");
    if (devnet && role != Role.ALL) {
      throw new IllegalArgumentException(
          Setting.GENESIS.key()
              + "=devnet makes a chain whose validators all run in this server: "
              + Setting.ROLE.key()
              + " must be all");
    }
    String _ = Setting.PROTOCOL.word(lookUp); // There is one so far: a wrong word is refused.
    return new NodeConfiguration(
        role,
        home,
        devnet,
        role == Role.VALIDATOR
            ? OptionalInt.of(Setting.VALIDATOR_ID.number(lookUp))
            : OptionalInt.empty(),
        Setting.clustered(lookUp),
        Setting.COMPRESS_ABOVE_BYTES.number(lookUp),
        Peers.read(lookUp, names),
        Setting.passphraseFile(lookUp),
        new Pacing(
            Setting.BASE_TIMEOUT_MS.number(lookUp), Setting.BATCH_INTERVAL_MS.number(lookUp)),
        Setting.INGRESS_VERIFIER_THREADS.number(lookUp),
        GenesisKeys.parameters(
            lookUp, names, Setting.BANKROLL.key()::equals, Parameters.defaults()),
        Setting.BANKROLL.text(lookUp).map(NodeConfiguration::bankroll).orElse(BANKROLL_MAX));
  }

  /** Of what validators here send; empty where nothing of it leaves this server. */
  Optional<Compression> compression() {
    return role == Role.VALIDATOR
        ? Optional.of(Compression.above(compressAboveBytes))
        : Optional.empty();
  }

  private static long bankroll(String digits) {
    if (!digits.matches("[0-9]{1,15}") || Long.parseLong(digits) > BANKROLL_MAX) {
      throw new IllegalArgumentException(
          Setting.BANKROLL.key() + "=" + digits + ": must be 0 … " + BANKROLL_MAX);
    }
    return Long.parseLong(digits);
  }
}
