package org.bitcraps.protocol.pbft;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bitcraps.evidence.certificate.QuorumCertificate;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.certificate.Vote;
import org.bitcraps.evidence.craps.RulesTable;
import org.bitcraps.evidence.dice.DrawId;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.exchange.BlockNotice;
import org.bitcraps.evidence.exchange.CertifiedBlock;
import org.bitcraps.evidence.execution.Block;
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
import org.bitcraps.evidence.keys.Signer;
import org.bitcraps.evidence.membership.Epoch;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.membership.View;
import org.bitcraps.evidence.operation.Body;
import org.bitcraps.evidence.operation.Operation;
import org.bitcraps.evidence.operation.PlayerOrder;
import org.bitcraps.evidence.operation.SignedOrder;
import org.bitcraps.evidence.sample.SampleChain;
import org.bitcraps.evidence.sample.SeededSigner;
import org.bitcraps.protocol.consensus.Executed;
import org.bitcraps.protocol.consensus.Execution;
import org.bitcraps.protocol.replica.LedgerExecution;
import org.bitcraps.protocol.replica.RoundOperations;

/** A chain of validators 0 … n − 1 whose keys, bodies and blocks go by short names. */
final class StoryChain {

  static final long START_MS = 1_000_000;
  static final GatewayId GATEWAY = new GatewayId(0);
  static final TableId TABLE = new TableId(1);

  private static final String COMMITMENT = "commitment-";
  private static final String REVEAL = "reveal-";

  private final ReplicaId hero;
  private final Genesis genesis;
  private final ChainId chain;
  private final SortedMap<String, Block> blocks = new TreeMap<>();
  private final SortedMap<String, BatchBody> bodies = new TreeMap<>();
  private final SortedMap<Digest, String> names = new TreeMap<>();
  private final Execution execution;

  /** After each block. */
  private final SortedMap<Digest, Executed> states = new TreeMap<>();

  /**
   * @param table whether there is a table, and the real ledger executes
   */
  StoryChain(
      ReplicaId hero,
      int n,
      long checkpointInterval,
      long pipelineDepth,
      long rotationInterval,
      boolean table) {
    this.hero = hero;
    Digest salt = SampleChain.digest("story");
    List<Genesis.Validator> validators = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      validators.add(
          Genesis.Validator.prove(
              salt,
              new ReplicaId(i),
              signer(new ReplicaId(i)),
              SampleChain.digest("beacon " + i),
              new SeededSigner("vrf " + i)));
    }
    Parameters parameters =
        Parameters.defaults()
            .with(Parameter.VALIDATORS_MIN, 1)
            .with(Parameter.PIPELINE_DEPTH, pipelineDepth)
            .with(Parameter.CHECKPOINT_INTERVAL, checkpointInterval)
            .with(Parameter.LEADER_ROTATION_INTERVAL, rotationInterval)
            .with(Parameter.BLOCK_BODIES_MAX, 4);
    genesis =
        new Genesis(
            "story",
            salt,
            1,
            START_MS,
            EnumSet.noneOf(Genesis.Flag.class),
            parameters,
            new RulesDocument(RulesTable.standard().toText()).hash(),
            validators,
            List.of(new Genesis.Gateway(GATEWAY, gateway().publicKey(), 1 << 20)),
            table ? List.of(new Genesis.Table(TABLE, "Eins", 1_320_000, 1_320, 1_320)) : List.of(),
            List.of(),
            0);
    chain = genesis.chainId();
    execution = table ? new LedgerExecution(genesis) : new HashChain();
    names.put(Digest.ZERO, "genesis");
    states.put(Digest.ZERO, execution.genesis());
  }

  Genesis genesis() {
    return genesis;
  }

  ChainId id() {
    return chain;
  }

  Signer signer(ReplicaId id) {
    return new SeededSigner("validator " + id);
  }

  private static SeededSigner gateway() {
    return new SeededSigner("gateway");
  }

  /** The body of this name: made when it is first spoken of. */
  BatchBody body(String name) {
    return bodies.computeIfAbsent(
        name,
        n -> {
          if (n.startsWith(COMMITMENT) || n.startsWith(REVEAL)) {
            Body body = Body.of(ofValidator(n));
            names.put(body.digest(), n);
            return BatchBody.own(body);
          }
          SeededSigner player = new SeededSigner("player " + n);
          PlayerOrder order =
              new PlayerOrder.Transfer(
                  chain, player.publicKey(), AccountId.of(player.publicKey()), 1, 1, 1);
          SignedOrder signed = SignedOrder.sign(order, player);
          Body body = Body.of(new Operation.PlayerOrders(chain, List.of(signed)));
          names.put(body.digest(), n);
          return BatchBody.broughtBy(GATEWAY, names.size(), body, gateway());
        });
  }

  /** {@code commitment-2/1}: of validator 2 to round 1. */
  private Operation ofValidator(String name) {
    String[] numbers = name.substring(name.indexOf('-') + 1).split("/", -1);
    ReplicaId id = new ReplicaId(Integer.parseInt(numbers[0]));
    DrawId draw = new DrawId(chain, TABLE, Long.parseLong(numbers[1]));
    return name.startsWith(REVEAL)
        ? RoundOperations.reveal(signer(id), id, draw)
        : RoundOperations.commitment(signer(id), id, draw);
  }

  /** The name of a body that a replica made: what a validator says about a round. */
  void know(Body body) {
    switch (body.operation()) {
      case Operation.Commitment c -> know(body, COMMITMENT, c.validator(), c.draw());
      case Operation.Reveal r -> know(body, REVEAL, r.validator(), r.draw());
      case Operation.PlaceBets bets -> {}
      case Operation.PlayerOrders orders -> {}
    }
  }

  private void know(Body body, String kind, ReplicaId validator, DrawId draw) {
    String name = kind + validator + "/" + draw.round();
    if (!body(name).body().equals(body)) {
      throw new IllegalStateException(name + " is another one");
    }
  }

  /** What executes the blocks. */
  Execution execution() {
    return execution;
  }

  Block define(String name, long sequence, String parent, long atMs, List<String> bodyNames) {
    Block block =
        new Block(
            chain,
            Epoch.ZERO,
            new SequenceNumber(sequence),
            START_MS + atMs,
            digest(parent),
            bodyNames.stream().map(b -> body(b).body().digest()).toList());
    know(name, block);
    return block;
  }

  /** A block that a replica made. */
  void know(String name, Block block) {
    blocks.put(name, block);
    names.put(block.digest(), name);
    List<Body> all = block.bodies().stream().map(b -> body(names.get(b)).body()).toList();
    states.put(block.digest(), execution.execute(states.get(block.parent()), block, all));
  }

  Block block(String name) {
    Block block = blocks.get(name);
    if (block == null) {
      throw new IllegalArgumentException("no block is called " + name);
    }
    return block;
  }

  private Digest digest(String blockName) {
    return blockName.equals("genesis") ? Digest.ZERO : block(blockName).digest();
  }

  Optional<String> name(Digest digest) {
    return Optional.ofNullable(names.get(digest));
  }

  /** The outcome of a block, if its execution went right. */
  Digest root(Block block) {
    return states.get(block.digest()).resultRoot();
  }

  Statement.Prepare prepare(long view, Block block) {
    return new Statement.Prepare(
        chain, Epoch.ZERO, new View(view), block.sequence(), block.digest());
  }

  Statement.Commit commit(long view, Block block, Optional<String> wrongRoot) {
    Digest root = wrongRoot.map(SampleChain::digest).orElse(root(block));
    wrongRoot.ifPresent(name -> names.put(root, name));
    return new Statement.Commit(
        chain, Epoch.ZERO, new View(view), block.sequence(), block.digest(), root);
  }

  Statement.Checkpoint checkpoint(Block block, Optional<String> wrongRoot) {
    Digest root =
        wrongRoot.map(SampleChain::digest).orElse(HashChain.stateRoot(block.digest(), root(block)));
    wrongRoot.ifPresent(name -> names.put(root, name));
    return new Statement.Checkpoint(
        chain, Epoch.ZERO, block.sequence(), block.digest(), root(block), root);
  }

  PbftMessage.CheckpointShown shown(ReplicaId by, String name, Optional<String> wrongRoot) {
    return new PbftMessage.CheckpointShown(
        by, certified(name, 0), certificate(checkpoint(block(name), wrongRoot)));
  }

  Vote vote(ReplicaId by, Statement statement) {
    return new Vote(by, signer(by).sign(statement.toWire()));
  }

  /** By as many others as it takes: what the hero of a story signs, its journal must know (P8). */
  private <S extends Statement> QuorumCertificate<S> certificate(S statement) {
    return certificate(statement, false);
  }

  private <S extends Statement> QuorumCertificate<S> certificate(S statement, boolean withHero) {
    List<Vote> votes = new ArrayList<>();
    List<ReplicaId> ids = genesis.replicaSet().ids();
    int quorum = genesis.replicaSet().quorum().size();
    for (ReplicaId id : ids) {
      boolean taken = withHero || !id.equals(hero) || quorum == ids.size();
      if (votes.size() < quorum && taken) {
        votes.add(vote(id, statement));
      }
    }
    return new QuorumCertificate<>(statement, votes);
  }

  CertifiedBlock certified(String name, long view) {
    Block block = block(name);
    return new CertifiedBlock(block, certificate(commit(view, block, Optional.empty())));
  }

  PreparedBlock prepared(String name, long view) {
    Block block = block(name);
    return new PreparedBlock(block, certificate(prepare(view, block)));
  }

  /** With a vote of the hero, which it may not know of. */
  PreparedBlock preparedByHero(String name, long view) {
    Block block = block(name);
    return new PreparedBlock(block, certificate(prepare(view, block), true));
  }

  BlockNotice notice(String name, long view) {
    CertifiedBlock certified = certified(name, view);
    List<BatchBody> all = new ArrayList<>();
    for (Digest digest : certified.block().bodies()) {
      all.add(body(names.get(digest)));
    }
    return new BlockNotice(certified, all);
  }

  PbftMessage.ViewChange viewChange(
      ReplicaId by, long view, Optional<CertifiedBlock> floor, List<PreparedBlock> prepared) {
    View v = new View(view);
    byte[] message = PbftMessage.ViewChange.signedBytes(chain, Epoch.ZERO, by, v, floor, prepared);
    return new PbftMessage.ViewChange(
        chain, Epoch.ZERO, by, v, floor, prepared, signer(by).sign(message));
  }

  PbftMessage.NewView newView(ReplicaId by, long view, List<PbftMessage.ViewChange> of) {
    View v = new View(view);
    byte[] message = PbftMessage.NewView.signedBytes(chain, Epoch.ZERO, by, v, of);
    return new PbftMessage.NewView(chain, Epoch.ZERO, by, v, of, signer(by).sign(message));
  }

  /** A tag for what a peer asks. */
  Signature request(ReplicaId by, byte[] message) {
    if (message[0] != DomainTag.PEER_ENVELOPE.code()) {
      throw new IllegalArgumentException("no request");
    }
    return signer(by).sign(message);
  }
}
