package org.bitcraps.node.startup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import org.bitcraps.crypto.BouncyKeyCheck;
import org.bitcraps.crypto.Schemes;
import org.bitcraps.crypto.home.Passphrase;
import org.bitcraps.crypto.settings.Setting;
import org.bitcraps.evidence.craps.RulesTable;
import org.bitcraps.evidence.exchange.BlockNotice;
import org.bitcraps.evidence.exchange.KeptStates;
import org.bitcraps.evidence.exchange.NearBlocks;
import org.bitcraps.evidence.exchange.NodePanel;
import org.bitcraps.evidence.exchange.NodeReport;
import org.bitcraps.evidence.execution.ExecutedBlock;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.keys.KeyCheck;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.wire.Verifier;
import org.bitcraps.node.ingress.VerifierPool;
import org.bitcraps.node.observation.Counts;
import org.bitcraps.node.shelf.ShelvedBlocks;
import org.bitcraps.node.shelf.Shelves;
import org.bitcraps.protocol.port.Storage;

/** All of a server that is no gateway: its genesis, and the validators that its role wants. */
public final class Node implements NodePanel, AutoCloseable {

  /** Makes what carries messages, once genesis and the keys of the validators here are known. */
  @FunctionalInterface
  public interface TransportFactory {

    /** For the validators with these keys. */
    Transport make(Genesis genesis, Collection<ValidatorKeys> keys);
  }

  private final Genesis genesis;
  private final Schemes.Choice scheme;
  private final NearBlocks near;
  private final Optional<FollowedBlocks> followed;
  private final Optional<FollowedStates> states;
  private final Optional<VerifierPool> pool;
  private final SortedMap<ReplicaId, Validator> validators = new TreeMap<>();

  /**
   * Makes the chain if that is wanted, checks everything, and starts the validators of this role.
   *
   * @param threads every thread of the node comes from here
   * @throws StartException if something that an operator must put right is wrong; nothing runs then
   * @throws IOException if a file cannot be read or written
   */
  public static Node start(
      NodeConfiguration configuration,
      Storage storage,
      TransportFactory transport,
      ThreadFactory threads,
      Clock clock)
      throws IOException {
    return start(configuration, storage, transport, Shelves.NONE, threads, clock);
  }

  /**
   * The same.
   *
   * @param shelves what outlives the validators; the caller closes them after the node
   */
  public static Node start(
      NodeConfiguration configuration,
      Storage storage,
      TransportFactory transport,
      Shelves shelves,
      ThreadFactory threads,
      Clock clock)
      throws IOException {
    if (configuration.devnet()) {
      new Ceremony(configuration, threads, clock, new SecureRandom()).hold();
    }
    Schemes.Choice scheme = Schemes.best();
    Verifier verifier = new Verifier(scheme.scheme());
    KeyCheck keyCheck = new BouncyKeyCheck();
    Genesis genesis = GenesisFile.read(configuration.home().genesis(), verifier, keyCheck);
    SortedMap<ReplicaId, ValidatorKeys> keys = keys(configuration, genesis, threads);
    for (ReplicaId id : keys.keySet()) {
      FirstStart.complete(configuration.home(), storage, genesis, id);
    }
    Node node =
        new Node(
            configuration,
            genesis,
            scheme,
            new ShelvedBlocks(shelves.blocks()),
            configuration.role() == Role.GATEWAY
                ? FollowedBlocks.open(configuration.home(), storage, genesis)
                : Optional.empty(),
            configuration.role() == Role.VALIDATOR
                ? Optional.empty()
                : FollowedStates.open(configuration.home(), storage, genesis),
            threads);
    node.pool.ifPresent(pool -> {
      Surroundings all =
          new Surroundings(
              genesis,
              ExecutedBlock.genesis(genesis, RulesTable.standard(), keyCheck),
              configuration.home(),
              storage,
              transport.make(genesis, keys.values()),
              verifier,
              pool,
              shelves,
              threads,
              clock,
              configuration.pacing());
      keys.forEach((id, of) -> node.validators.put(id, new Validator(id, all, of)));
    });
    Validator.start(node.validators.values());
    return node;
  }

  private Node(
      NodeConfiguration configuration,
      Genesis genesis,
      Schemes.Choice scheme,
      NearBlocks near,
      Optional<FollowedBlocks> followed,
      Optional<FollowedStates> states,
      ThreadFactory threads) {
    this.genesis = genesis;
    this.scheme = scheme;
    this.near = near;
    this.followed = followed;
    this.states = states;
    this.pool =
        configuration.role() == Role.GATEWAY
            ? Optional.empty()
            : Optional.of(new VerifierPool(threads, configuration.verifierThreads()));
  }

  private static SortedMap<ReplicaId, ValidatorKeys> keys(
      NodeConfiguration configuration, Genesis genesis, ThreadFactory threads) throws IOException {
    SortedMap<ReplicaId, ValidatorKeys> keys = new TreeMap<>();
    List<ReplicaId> ids = ids(configuration, genesis);
    if (ids.isEmpty()) {
      return keys;
    }
    char[] passphrase = passphrase(configuration);
    List<Callable<ValidatorKeys>> openings = new ArrayList<>();
    for (ReplicaId id : ids) {
      Path file = configuration.home().keystore(id);
      openings.add(() -> ValidatorKeys.open(file, passphrase, genesis, id));
    }
    List<ValidatorKeys> opened = SideBySide.run(threads, openings);
    for (int i = 0; i < ids.size(); i++) {
      keys.put(ids.get(i), opened.get(i));
    }
    Arrays.fill(passphrase, '\0');
    return keys;
  }

  private static char[] passphrase(NodeConfiguration configuration) throws IOException {
    try {
      return Passphrase.read(configuration.passphraseFile());
    } catch (NoSuchFileException e) {
      throw new StartException(Setting.PASSPHRASE_FILE.key() + ": " + e.getMessage(), e);
    }
  }

  private static List<ReplicaId> ids(NodeConfiguration configuration, Genesis genesis) {
    return switch (configuration.role()) {
      case GATEWAY -> List.of();
      case VALIDATOR -> List.of(new ReplicaId(configuration.validatorId().orElseThrow()));
      case ALL -> {
        List<ReplicaId> here = new ArrayList<>();
        for (ReplicaId id : genesis.replicaSet().ids()) {
          if (Files.exists(configuration.home().keystore(id))) {
            here.add(id);
          }
        }
        if (here.isEmpty()) {
          throw new StartException(
              "there is no validator-<id>/keystore.bcfks in "
                  + configuration.home().folder()
                  + ": role all runs validators too. Put their keys there, or set "
                  + Setting.ROLE.key()
                  + "=gateway");
        }
        yield here;
      }
    };
  }

  @Override
  public Genesis genesis() {
    return genesis;
  }

  @Override
  public NodeReport report() {
    return new NodeReport(
        genesis.chainId(),
        isDevnet(),
        scheme.reason(),
        validators.values().stream().map(Validator::report).toList());
  }

  /** What each validator here did. */
  SortedMap<ReplicaId, Counts> counts() {
    SortedMap<ReplicaId, Counts> counts = new TreeMap<>();
    validators.forEach((id, validator) -> counts.put(id, validator.counts()));
    return counts;
  }

  /** From the first validator that has it: one may have fetched a state in its place. */
  @Override
  public Optional<BlockNotice> block(SequenceNumber sequence) {
    for (Validator validator : validators.values()) {
      Optional<BlockNotice> block = validator.block(sequence);
      if (block.isPresent()) {
        return block;
      }
    }
    return followed.flatMap(kept -> kept.block(sequence));
  }

  @Override
  public SequenceNumber last() {
    return validators.values().stream()
        .map(Validator::lastBlock)
        .max(Comparator.naturalOrder())
        .or(() -> followed.map(FollowedBlocks::last))
        .orElse(SequenceNumber.ZERO);
  }

  @Override
  public void keep(BlockNotice block) {
    followed.ifPresent(kept -> kept.keep(block));
  }

  @Override
  public KeptStates states() {
    return states.<KeptStates>map(kept -> kept).orElse(KeptStates.NONE);
  }

  @Override
  public NearBlocks near() {
    return near;
  }

  @Override
  public Answer stop(ReplicaId validator) {
    return control(validator, Validator::stop);
  }

  @Override
  public Answer pause(ReplicaId validator) {
    return control(validator, Validator::pause);
  }

  @Override
  public Answer start(ReplicaId validator) {
    return control(validator, Validator::start);
  }

  private Answer control(ReplicaId id, Function<Validator, Answer> action) {
    if (!isDevnet()) {
      return Answer.NOT_DEVNET;
    }
    Validator validator = validators.get(id);
    return validator == null ? Answer.UNKNOWN_VALIDATOR : action.apply(validator);
  }

  private boolean isDevnet() {
    return genesis.flags().contains(Genesis.Flag.DEVNET);
  }

  /** Stops all validators and gives everything back. */
  @Override
  public void close() {
    validators.values().forEach(Validator::stop);
    pool.ifPresent(VerifierPool::close);
    followed.ifPresent(FollowedBlocks::close);
    states.ifPresent(FollowedStates::close);
  }
}
