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

/** A chain of validators 0 … n − 1 whose keys, bodies and blocks go by short names. */
final class StoryChain {

  static final long START_MS = 1_000_000;
  static final GatewayId GATEWAY = new GatewayId(0);

  private final ReplicaId hero;
  private final Genesis genesis;
  private final ChainId chain;
  private final SortedMap<String, Block> blocks = new TreeMap<>();
  private final SortedMap<String, BatchBody> bodies = new TreeMap<>();
  private final SortedMap<Digest, String> names = new TreeMap<>();
  private final SortedMap<Digest, Digest> roots = new TreeMap<>();

  StoryChain(ReplicaId hero, int n, long checkpointInterval, long pipelineDepth) {
    this.hero = hero;
    Digest salt = SampleChain.digest("story");
    List<Genesis.Validator> validators = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      Signature unchecked = Signature.fromBytes(new byte[Signature.BYTES]);
      validators.add(
          new Genesis.Validator(
              new ReplicaId(i),
              signer(new ReplicaId(i)).publicKey(),
              SampleChain.digest("beacon " + i),
              new SeededSigner("vrf " + i).publicKey(),
              unchecked,
              unchecked));
    }
    Parameters parameters =
        Parameters.defaults()
            .with(Parameter.VALIDATORS_MIN, 1)
            .with(Parameter.PIPELINE_DEPTH, pipelineDepth)
            .with(Parameter.CHECKPOINT_INTERVAL, checkpointInterval)
            .with(Parameter.BLOCK_BODIES_MAX, 4);
    genesis =
        new Genesis(
            "story",
            salt,
            1,
            START_MS,
            EnumSet.noneOf(Genesis.Flag.class),
            parameters,
            Digest.ZERO,
            validators,
            List.of(new Genesis.Gateway(GATEWAY, gateway().publicKey(), 1 << 20)),
            List.of(),
            List.of(),
            0);
    chain = genesis.chainId();
    names.put(Digest.ZERO, "genesis");
    roots.put(Digest.ZERO, Digest.ZERO);
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
    roots.put(block.digest(), HashChain.rootAfter(roots.get(block.parent()), block));
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
    return roots.get(block.digest());
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
