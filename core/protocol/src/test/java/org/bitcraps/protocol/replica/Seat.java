package org.bitcraps.protocol.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bitcraps.evidence.certificate.QuorumCertificate;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.certificate.Vote;
import org.bitcraps.evidence.craps.RulesTable;
import org.bitcraps.evidence.dice.DiceSecret;
import org.bitcraps.evidence.dice.DrawId;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.exchange.BlockNotice;
import org.bitcraps.evidence.exchange.CertifiedBlock;
import org.bitcraps.evidence.exchange.History;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.execution.ExecutedBlock;
import org.bitcraps.evidence.execution.Round;
import org.bitcraps.evidence.execution.RoundPhase;
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
import org.bitcraps.evidence.keys.Signer;
import org.bitcraps.evidence.membership.Epoch;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.membership.View;
import org.bitcraps.evidence.operation.Body;
import org.bitcraps.evidence.operation.Operation;
import org.bitcraps.evidence.sample.PlatformScheme;
import org.bitcraps.evidence.sample.SampleChain;
import org.bitcraps.evidence.sample.SeededSigner;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.evidence.wire.Verifier;
import org.bitcraps.protocol.consensus.Input;
import org.bitcraps.protocol.consensus.Outbound;
import org.bitcraps.protocol.consensus.Output;
import org.bitcraps.protocol.consensus.Timer;
import org.bitcraps.protocol.pbft.Pacing;
import org.bitcraps.protocol.pbft.PbftMessage;

/**
 * One whole validator (number 1 of 0 … 3) behind its own door, and everything around it: the keys
 * of the other three, blocks that they certified, its journal, its block store, and every byte that
 * ever left it.
 */
final class Seat implements History {

  static final TableId TABLE = new TableId(1);
  static final GatewayId GATEWAY = new GatewayId(0);
  static final ReplicaId SELF = new ReplicaId(1);
  static final long START_MS = 1_790_000_000_000L;
  static final int ALL = 4;

  final Genesis genesis = genesis("seat");
  final ChainId chain = genesis.chainId();
  final List<byte[]> journal = new ArrayList<>(Replica.openingEntries(genesis, SELF));

  /** What left for peers and gateways, and what was journalled. */
  final List<byte[]> written = new ArrayList<>();

  /** What was sent to peers, in order. */
  final List<PbftMessage> said = new ArrayList<>();

  /** The chain as its quorum knows it. */
  ExecutedBlock head = ExecutedBlock.genesis(genesis);

  long nowMs = START_MS;
  Replica replica;
  private int starts;
  private final List<BlockNotice> blocks = new ArrayList<>();
  private final Admission door = new Admission(genesis, SELF, new Verifier(new PlatformScheme()));

  Seat() {
    start("");
  }

  /**
   * A chain of validators 0 … 3 with one table; another salt is another chain with the same keys.
   */
  static Genesis genesis(String salt) {
    Digest digest = SampleChain.digest(salt);
    List<Genesis.Validator> validators = new ArrayList<>();
    for (int i = 0; i < ALL; i++) {
      validators.add(
          Genesis.Validator.prove(
              digest,
              new ReplicaId(i),
              key(i),
              SampleChain.digest("beacon " + i),
              new SeededSigner("vrf " + i)));
    }
    return new Genesis(
        "seat",
        digest,
        1,
        START_MS,
        EnumSet.of(Genesis.Flag.DEVNET, Genesis.Flag.FAUCET),
        Parameters.defaults().with(Parameter.BLOCK_BODIES_MAX, 8),
        new RulesDocument(RulesTable.standard().toText()).hash(),
        validators,
        List.of(new Genesis.Gateway(GATEWAY, gateway().publicKey(), 16 << 20)),
        List.of(new Genesis.Table(TABLE, "Eins", 1_320_000_000L, 1_320, 1_320_000)),
        List.of(new Genesis.Mint(AccountId.of(player().publicKey()), 13_200_000)),
        0);
  }

  static SeededSigner key(int validator) {
    return new SeededSigner("validator " + validator);
  }

  static SeededSigner gateway() {
    return new SeededSigner("gateway");
  }

  static SeededSigner player() {
    return new SeededSigner("player");
  }

  // --- the validator's host

  /** Starts or restarts it from its journal; its beacon key may have another name. */
  Output start(String beaconKeyName) {
    replica =
        new Replica(
            genesis,
            ExecutedBlock.genesis(genesis),
            SELF,
            key(1),
            draw -> secret(beaconKeyName, SELF, draw),
            this,
            Pacing.DEFAULT,
            SampleChain.digest("challenge " + starts++));
    replica.recover(List.copyOf(journal));
    return tick();
  }

  Output tick() {
    return step(new Input.Tick(nowMs));
  }

  Output resend() {
    return step(new Input.TimerFired(nowMs, Timer.RESEND));
  }

  Output step(Input input) {
    Output output = replica.step(input);
    output
        .persist()
        .forEach(entry -> {
          journal.add(entry.toWire());
          written.add(entry.toWire());
        });
    for (Outbound outbound : output.send()) {
      switch (outbound) {
        case Outbound.ToPeers peers -> {
          said.add((PbftMessage) peers.message());
          written.add(peers.message().toWire());
        }
        case Outbound.ToGateways gateways -> written.add(gateways.notice().toWire());
        case Outbound.StateToGateways gateways -> written.add(gateways.checkpoint().toWire());
      }
    }
    output.observations().forEach(o -> written.add(o.toString().getBytes(UTF_8)));
    output
        .committed()
        .forEach(block -> {
          if (block.notice().certified().sequence().value() == blocks.size() + 1) {
            blocks.add(block.notice());
          }
        });
    return output;
  }

  private static final java.nio.charset.Charset UTF_8 = java.nio.charset.StandardCharsets.UTF_8;

  /** Bytes of a peer come to its door. */
  Admission.Outcome receive(byte[] bytes) {
    Admission.Outcome outcome = door.peer(bytes, nowMs);
    if (outcome instanceof Admission.Outcome.Admitted admitted) {
      admitted.inputs().forEach(this::step);
    }
    return outcome;
  }

  Admission.Outcome receive(PbftMessage message) {
    return receive(message.toWire());
  }

  Admission door() {
    return door;
  }

  /** Whether these 32 bytes stand anywhere in what it wrote, sent or told. */
  boolean hasShown(DiceSecret secret) {
    byte[] wanted = secret.value().toBytes();
    for (byte[] bytes : written) {
      for (int at = 0; at + wanted.length <= bytes.length; at++) {
        if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
          return true;
        }
      }
    }
    return written.stream()
        .anyMatch(bytes -> new String(bytes, UTF_8).contains(secret.value().toString()));
  }

  /** The bodies of its own that it sent, all of them, repetitions too. */
  List<Body> ownBodies() {
    return said.stream()
        .filter(PbftMessage.Bodies.class::isInstance)
        .flatMap(m -> ((PbftMessage.Bodies) m).bodies().stream())
        .filter(b -> b.origin().isEmpty())
        .map(BatchBody::body)
        .toList();
  }

  <T extends Operation> List<T> own(Class<T> kind) {
    return ownBodies().stream()
        .map(Body::operation)
        .filter(kind::isInstance)
        .map(kind::cast)
        .toList();
  }

  // --- the others

  DrawId draw(long round) {
    return new DrawId(chain, TABLE, round);
  }

  static DiceSecret secret(String beaconKeyName, ReplicaId id, DrawId draw) {
    return RoundOperations.secret(beaconKeyName, id, draw);
  }

  DiceSecret secret(int validator, long round) {
    return secret("", new ReplicaId(validator), draw(round));
  }

  Operation commitment(int validator, long round) {
    return RoundOperations.commitment(key(validator), new ReplicaId(validator), draw(round));
  }

  Operation reveal(int validator, long round) {
    return RoundOperations.reveal(key(validator), new ReplicaId(validator), draw(round));
  }

  static List<Body> bodies(Operation... operations) {
    return Arrays.stream(operations).map(Body::of).toList();
  }

  /** The block after the head. */
  Block block(long timeMs, List<Body> bodies) {
    return new Block(
        chain,
        Epoch.ZERO,
        head.sequence().next(),
        timeMs,
        head.digest(),
        bodies.stream().map(Body::digest).toList());
  }

  Statement.Commit statement(Block block, Digest root, long view) {
    return new Statement.Commit(
        block.chain(), block.epoch(), new View(view), block.sequence(), block.digest(), root);
  }

  static Vote vote(int validator, Statement statement) {
    return new Vote(new ReplicaId(validator), key(validator).sign(statement.toWire()));
  }

  static <S extends Statement> QuorumCertificate<S> certificate(S statement, int... signers) {
    return new QuorumCertificate<>(
        statement, Arrays.stream(signers).mapToObj(i -> vote(i, statement)).toList());
  }

  /** A certified block as validator 0 hands it out. */
  static PbftMessage reply(Block block, QuorumCertificate<Statement.Commit> by, List<Body> bodies) {
    return new PbftMessage.CertifiedBlockReply(
        new ReplicaId(0),
        new BlockNotice(
            new CertifiedBlock(block, by), bodies.stream().map(BatchBody::own).toList()));
  }

  /** A view-change that knows of nothing. */
  static PbftMessage.ViewChange viewChange(ReplicaId id, ChainId chain, View view, Signer key) {
    byte[] message =
        new Encoder()
            .tag(DomainTag.VIEW_CHANGE)
            .value(chain)
            .value(Epoch.ZERO)
            .value(id)
            .value(view)
            .optional(Optional.empty())
            .list(List.of())
            .toBytes();
    return new PbftMessage.ViewChange(
        chain, Epoch.ZERO, id, view, Optional.empty(), List.of(), key.sign(message));
  }

  /** A peer that lacks these bodies. */
  static PbftMessage.BodiesWanted bodiesWanted(ReplicaId id, ChainId chain, List<Digest> digests) {
    byte[] message =
        new Encoder()
            .tag(DomainTag.PEER_ENVELOPE)
            .value(chain)
            .value(id)
            .u8(2)
            .value(SELF)
            .digests(digests)
            .toBytes();
    return new PbftMessage.BodiesWanted(chain, id, SELF, digests, key(id.value()).sign(message));
  }

  /** A new-view that rests on three view-changes which know of nothing. */
  static PbftMessage.NewView newView(ReplicaId id, ChainId chain, View view, Signer key) {
    List<PbftMessage.ViewChange> of = new ArrayList<>();
    for (int i : List.of(0, 2, 3)) {
      of.add(viewChange(new ReplicaId(i), chain, view, key(i)));
    }
    Encoder out =
        new Encoder()
            .tag(DomainTag.NEW_VIEW)
            .value(chain)
            .value(Epoch.ZERO)
            .value(id)
            .value(view)
            .u31(of.size());
    of.forEach(v -> out.digest(Digest.of(DomainTag.VIEW_CHANGE, v.toWire())));
    return new PbftMessage.NewView(chain, Epoch.ZERO, id, view, of, key.sign(out.toBytes()));
  }

  /** The quorum 0, 2, 3 certifies the next block, and validator 1 gets it. */
  ExecutedBlock certify(long timeMs, Operation... operations) {
    Admission.Outcome outcome = receive(certified(timeMs, operations));
    assertThat(outcome).isInstanceOf(Admission.Outcome.Admitted.class);
    assertThat(replica.status().consensus().lastCertified()).isEqualTo(head.sequence());
    return head;
  }

  /** The same, still on its way to validator 1. */
  PbftMessage certified(long timeMs, Operation... operations) {
    List<Body> bodies = bodies(operations);
    Block block = block(timeMs, bodies);
    head = head.next(block, bodies);
    nowMs = Math.max(nowMs, timeMs);
    return reply(block, certificate(statement(block, head.resultRoot(), 0), 0, 2, 3), bodies);
  }

  /** The first proposal that it sent. */
  Block proposed() {
    return said.stream()
        .filter(PbftMessage.PrePrepare.class::isInstance)
        .map(message -> ((PbftMessage.PrePrepare) message).block())
        .findFirst()
        .orElseThrow();
  }

  /** The same at the same effective time. */
  ExecutedBlock then(Operation... operations) {
    return certify(head.effectiveTimeMs(), operations);
  }

  /** Opens the next round with these committers; returns its number. */
  long open(int... committers) {
    long round = round().number() + 1;
    then(Arrays.stream(committers).mapToObj(i -> commitment(i, round)).toArray(Operation[]::new));
    if (round().number() < round) {
      then();
    }
    assertThat(round().phase()).isEqualTo(RoundPhase.BETTING);
    assertThat(round().number()).isEqualTo(round);
    return round;
  }

  /** Certifies the close of the round. */
  void close() {
    certify(round().closesAtMs());
    assertThat(round().phase()).isEqualTo(RoundPhase.REVEALING);
  }

  /** The round as the certified chain has it. */
  Round round() {
    return head.ledger().table(TABLE).orElseThrow().round();
  }

  ReplicaStatus.Table table() {
    return replica.status().tables().get(0);
  }

  @Override
  public Optional<BlockNotice> block(SequenceNumber sequence) {
    long index = sequence.value() - 1;
    return index >= 0 && index < blocks.size()
        ? Optional.of(blocks.get((int) index))
        : Optional.empty();
  }

  @Override
  public SequenceNumber last() {
    return new SequenceNumber(blocks.size());
  }

  /** Numbers by id, for short assertions. */
  static SortedMap<ReplicaId, DiceSecret> secrets(Seat seat, long round, int... of) {
    SortedMap<ReplicaId, DiceSecret> secrets = new TreeMap<>();
    for (int i : of) {
      secrets.put(new ReplicaId(i), seat.secret(i, round));
    }
    return secrets;
  }

  static List<ReplicaId> ids(int... of) {
    return Arrays.stream(of).mapToObj(ReplicaId::new).toList();
  }
}
