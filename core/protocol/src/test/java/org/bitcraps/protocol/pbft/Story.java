package org.bitcraps.protocol.pbft;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.exchange.BlockNotice;
import org.bitcraps.evidence.exchange.BlockRequest;
import org.bitcraps.evidence.exchange.CertifiedBlock;
import org.bitcraps.evidence.exchange.History;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.execution.ExecutedBlock;
import org.bitcraps.evidence.genesis.GatewayId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.membership.View;
import org.bitcraps.evidence.sample.PlatformScheme;
import org.bitcraps.evidence.sample.SampleChain;
import org.bitcraps.evidence.wire.Unverified;
import org.bitcraps.evidence.wire.Verifier;
import org.bitcraps.protocol.consensus.CommittedBlock;
import org.bitcraps.protocol.consensus.ConsensusProtocol;
import org.bitcraps.protocol.consensus.Input;
import org.bitcraps.protocol.consensus.Output;
import org.bitcraps.protocol.consensus.PeerMessage;
import org.bitcraps.protocol.consensus.Shortening;
import org.bitcraps.protocol.consensus.Timer;
import org.bitcraps.protocol.replica.Replica;
import org.bitcraps.protocol.replica.RoundOperations;
import org.bitcraps.protocol.replica.VoteTimeRules;
import org.bitcraps.protocol.safety.SafetyRules;

/**
 * One replica and the lines of a story about it (see {@code resources/scenario/README.md}). Each
 * line is an input or a fact; each input answers with the replica's complete output.
 */
final class Story implements History {

  private final StoryChain chain;
  private final StoryText text;
  private final ReplicaId self;
  private final List<byte[]> journal = new ArrayList<>();
  private final NavigableMap<SequenceNumber, BlockNotice> blocks = new TreeMap<>();
  private final SortedMap<String, PbftMessage.ViewChange> viewChanges = new TreeMap<>();
  private final boolean table;
  private ConsensusProtocol replica;
  private Supplier<PbftStatus> status;
  private int starts;
  private long nowMs = StoryChain.START_MS;
  private Output last = Output.NOTHING;

  /** The last offer of a shorter journal, and how many records it is an offer for. */
  private Optional<Shortening> shortening = Optional.empty();

  private int shortened;

  /** With checkpoints so far apart that none is due. */
  Story(int self, int n) {
    this(self, n, 128);
  }

  Story(int self, int n, long checkpointInterval) {
    this(self, n, checkpointInterval, 4, 512, false);
  }

  /** "1 of 4 checkpoints every 2 pipeline 1 views of 8"; "1 of 4 at a table". */
  static Story told(String setting) {
    List<String> words = List.of(setting.split(" ", -1));
    int every = words.indexOf("every");
    int pipeline = words.indexOf("pipeline");
    int views = words.indexOf("views");
    return new Story(
        Integer.parseInt(words.get(0)),
        Integer.parseInt(words.get(2)),
        every < 0 ? 128 : Long.parseLong(words.get(every + 1)),
        pipeline < 0 ? 4 : Long.parseLong(words.get(pipeline + 1)),
        views < 0 ? 512 : Long.parseLong(words.get(views + 2)),
        setting.endsWith("at a table"));
  }

  private Story(
      int self,
      int n,
      long checkpointInterval,
      long pipelineDepth,
      long rotationInterval,
      boolean table) {
    this.self = new ReplicaId(self);
    this.table = table;
    chain =
        new StoryChain(this.self, n, checkpointInterval, pipelineDepth, rotationInterval, table);
    text = new StoryText(chain);
    journal.addAll(PbftReplica.openingEntries(chain.genesis(), this.self));
    replica = recovered();
  }

  private ConsensusProtocol recovered() {
    shortening = Optional.empty();
    ConsensusProtocol fresh = table ? validator() : bareReplica();
    fresh.recover(List.copyOf(journal));
    starts++;
    return fresh;
  }

  /** A whole validator with the ledger, which owes commitments and reveals. */
  private ConsensusProtocol validator() {
    Replica fresh =
        new Replica(
            chain.genesis(),
            ExecutedBlock.genesis(chain.genesis()),
            self,
            chain.signer(self),
            draw -> RoundOperations.secret("", self, draw),
            this,
            Pacing.DEFAULT,
            challenge());
    status = () -> fresh.status().consensus();
    return fresh;
  }

  /** Consensus alone, over hashes. */
  private ConsensusProtocol bareReplica() {
    PbftReplica fresh =
        new PbftReplica(
            chain.genesis(),
            self,
            new SafetyRules(chain.id(), self, chain.genesis().replicaSet(), chain.signer(self)),
            chain.execution(),
            (certified, certificate) -> List.of(),
            new VoteTimeRules(chain.genesis().parameters()),
            this,
            Pacing.DEFAULT,
            challenge());
    status = fresh::status;
    return fresh;
  }

  /** Another one for each start. */
  private Digest challenge() {
    return SampleChain.digest("challenge " + starts);
  }

  /** Takes one line; answers with what it leads to, in words. */
  List<String> take(String line) {
    List<String> words = new ArrayList<>(Arrays.asList(line.trim().split(" +")));
    String verb = words.remove(0);
    switch (verb) {
      case "block" -> define(words);
      case "wait" -> nowMs += Long.parseLong(words.get(0));
      case "clock" -> nowMs = StoryChain.START_MS + Long.parseLong(words.get(0));
      case "crash" -> crash(words);
      case "cut" -> cut();
      case "tick" -> step(new Input.Tick(nowMs));
      case "gateway" ->
          step(
              new Input.BlocksWanted(
                  nowMs,
                  new GatewayId(Integer.parseInt(words.get(0))),
                  new BlockRequest(
                      new SequenceNumber(Long.parseLong(words.get(1))),
                      Integer.parseInt(words.get(2)))));
      case "timer" -> step(new Input.TimerFired(nowMs, Timer.valueOf(words.get(0))));
      case "body" -> {
        boolean authorised = !words.contains("unauthorised");
        step(new Input.BodyArrived(nowMs, chain.body(words.get(0)), authorised));
      }
      default -> {
        ReplicaId sender = new ReplicaId(Integer.parseInt(verb.replace(":", "")));
        if (words.get(0).equals("thinks")) {
          message(sender, words.subList(1, words.size()));
        } else if (words.get(0).equals("orders")) {
          return orders(sender, words.get(1), words.size() > 2 ? Long.parseLong(words.get(3)) : 0);
        } else {
          deliver(message(sender, words));
        }
      }
    }
    boolean silent = List.of("block", "wait", "clock", "crash", "cut").contains(verb);
    return silent || line.contains("thinks") ? List.of() : text.of(last);
  }

  /** A primary's proposal, and the votes of as many others as it takes; all that they lead to. */
  private List<String> orders(ReplicaId primary, String block, long latencyMs) {
    long view = status.get().view().value();
    List<String> told = new ArrayList<>();
    List<ReplicaId> voters = new ArrayList<>(chain.genesis().replicaSet().ids());
    voters.remove(self);
    List<ReplicaId> preparers = new ArrayList<>(voters);
    preparers.remove(primary);
    int others = chain.genesis().replicaSet().quorum().size() - 1;
    List<PbftMessage> messages = new ArrayList<>();
    messages.add(message(primary, List.of("pre-prepare", "" + view, block)));
    for (ReplicaId by : preparers.subList(0, others - 1)) {
      messages.add(message(by, List.of("prepare", "" + view, block)));
    }
    for (ReplicaId by : voters.subList(0, others)) {
      messages.add(message(by, List.of("commit", "" + view, block)));
    }
    for (int i = 0; i < messages.size(); i++) {
      nowMs += i == 1 ? latencyMs : 0;
      deliver(messages.get(i));
      told.addAll(text.of(last));
    }
    told.removeIf(StoryText.NOTHING::equals);
    return told;
  }

  private void define(List<String> words) {
    int with = words.indexOf("with");
    chain.define(
        words.get(0),
        Long.parseLong(words.get(2)),
        words.get(4),
        Long.parseLong(words.get(6)),
        with < 0 ? List.of() : words.subList(with + 1, words.size()));
  }

  /** Takes the last offer of a shorter journal, then a restart; fails if there was none. */
  private void cut() {
    List<byte[]> kept = shortening.orElseThrow().of(List.copyOf(journal.subList(0, shortened)));
    journal.subList(0, shortened).clear();
    journal.addAll(0, kept);
    replica = recovered();
  }

  int journalRecords() {
    return journal.size();
  }

  private void crash(List<String> words) {
    switch (String.join(" ", words)) {
      case "" -> {}
      case "losing the last step" ->
          journal.subList(journal.size() - last.persist().size(), journal.size()).clear();
      case "losing the blocks" -> blocks.clear();
      case "pruning the blocks" -> blocks.headMap(last(), false).clear();
      case "losing the journal" -> journal.clear();
      default -> throw new IllegalArgumentException("crash how? " + words);
    }
    replica = recovered();
  }

  private void deliver(PbftMessage message) {
    if (message instanceof PbftMessage.Bodies bodies) {
      bodies.bodies().forEach(b -> step(new Input.BodyArrived(nowMs, b, true)));
      return;
    }
    if (!message.isWellFormed(chain.genesis().replicaSet())) {
      throw new IllegalArgumentException("admission refuses " + message);
    }
    PeerMessage peer = message;
    step(
        new Input.PeerArrived(
            nowMs,
            new Verifier(new PlatformScheme())
                .verify(new Unverified<>(peer), m -> m.claims(chain.genesis().replicaSet()))
                .orElseThrow()));
  }

  private void step(Input input) {
    last = replica.step(input);
    last.persist().forEach(entry -> journal.add(entry.toWire()));
    last.shortening()
        .ifPresent(offered -> {
          shortening = last.shortening();
          shortened = journal.size();
        });
    last.committed().forEach(this::put);
    last.persist()
        .forEach(entry -> {
          if (entry instanceof PbftEntry.ViewChangeSigned signed) {
            know(signed.message());
          }
        });
  }

  private void put(CommittedBlock block) {
    SequenceNumber sequence = block.notice().certified().sequence();
    if (block.restored() || sequence.equals(last().next())) {
      blocks.put(sequence, block.notice());
    }
  }

  private void know(PbftMessage.ViewChange message) {
    viewChanges.put(message.sender() + " to " + message.view(), message);
  }

  private PbftMessage message(ReplicaId by, List<String> words) {
    String kind = words.get(0);
    return switch (kind) {
      case "pre-prepare" -> {
        Block block = chain.block(words.get(2));
        long view = Long.parseLong(words.get(1));
        yield new PbftMessage.PrePrepare(
            new View(view), block, chain.vote(by, chain.prepare(view, block)));
      }
      case "prepare" -> {
        var statement = chain.prepare(Long.parseLong(words.get(1)), chain.block(words.get(2)));
        yield new PbftMessage.Prepare(statement, chain.vote(by, statement));
      }
      case "commit" -> {
        Optional<String> wrong =
            words.contains("root") ? Optional.of(words.get(words.size() - 1)) : Optional.empty();
        var statement =
            chain.commit(Long.parseLong(words.get(1)), chain.block(words.get(2)), wrong);
        yield new PbftMessage.Commit(statement, chain.vote(by, statement));
      }
      case "view-change" -> viewChange(by, words);
      case "new-view" -> {
        List<PbftMessage.ViewChange> of = new ArrayList<>();
        for (String sender : words.subList(3, words.size())) {
          of.add(viewChanges.get(sender + " to " + words.get(1)));
        }
        yield chain.newView(by, Long.parseLong(words.get(1)), of);
      }
      case "certified" -> new PbftMessage.CertifiedBlockReply(by, notice(words.get(1)));
      case "bodies" -> {
        List<BatchBody> bodies = new ArrayList<>();
        words.subList(1, words.size()).forEach(name -> bodies.add(chain.body(name)));
        yield new PbftMessage.Bodies(by, bodies);
      }
      case "checkpoint" -> {
        var statement = chain.checkpoint(chain.block(words.get(1)), wrongRoot(words));
        yield new PbftMessage.Checkpoint(statement, chain.vote(by, statement));
      }
      case "lists", "gives" -> chunks(by, words);
      case "shows" -> chain.shown(by, words.get(1), wrongRoot(words));
      case "stands", "stood" -> standing(by, words);
      case "asks" -> standingWanted(by, words);
      case "status", "wants" -> request(by, words);
      default -> throw new IllegalArgumentException("no message is called " + kind);
    };
  }

  /**
   * "lists b4", "lists b4 not", "lists b4 wrong": its chunks, none, others; "gives b4", "gives b4
   * wrong": the only one, another.
   */
  private PbftMessage chunks(ReplicaId by, List<String> words) {
    Block block = chain.block(words.get(1));
    Digest root = chain.checkpoint(block, Optional.empty()).stateRoot();
    if (words.get(0).equals("lists")) {
      Digest listed = words.contains("wrong") ? SampleChain.digest("other") : root;
      List<Digest> list = words.contains("not") ? List.of() : List.of(listed);
      byte[] message = PbftMessage.ChunkList.signedBytes(chain.id(), by, root, list);
      return new PbftMessage.ChunkList(chain.id(), by, root, list, chain.request(by, message));
    }
    byte[] chunk =
        words.contains("wrong")
            ? new byte[] {1}
            : HashChain.chunk(new HashChain.State(block.digest(), chain.root(block)));
    byte[] message = PbftMessage.Chunk.signedBytes(chain.id(), by, root, chunk);
    return new PbftMessage.Chunk(chain.id(), by, root, chunk, chain.request(by, message));
  }

  private static Optional<String> wrongRoot(List<String> words) {
    return words.contains("root") ? Optional.of(words.get(words.size() - 1)) : Optional.empty();
  }

  /** "stands 1 5": view 1, certified 5, for this start; "stood 1 5": for the start before. */
  private PbftMessage standing(ReplicaId by, List<String> words) {
    View view = new View(Long.parseLong(words.get(1)));
    SequenceNumber certified = new SequenceNumber(Long.parseLong(words.get(2)));
    ReplicaId to = words.size() > 3 ? new ReplicaId(Integer.parseInt(words.get(4))) : self;
    int start = words.get(0).equals("stands") ? starts - 1 : starts - 2;
    Digest challenge = SampleChain.digest("challenge " + start);
    byte[] message =
        PbftMessage.Standing.signedBytes(chain.id(), by, to, challenge, view, certified);
    return new PbftMessage.Standing(
        chain.id(), by, to, challenge, view, certified, chain.request(by, message));
  }

  /** "asks 5": where we stand, and a checkpoint at or beyond 5. */
  private PbftMessage standingWanted(ReplicaId by, List<String> words) {
    SequenceNumber checkpoint = new SequenceNumber(Long.parseLong(words.get(1)));
    Digest challenge = SampleChain.digest("asked by " + by);
    byte[] message = PbftMessage.StandingWanted.signedBytes(chain.id(), by, challenge, checkpoint);
    return new PbftMessage.StandingWanted(
        chain.id(), by, challenge, checkpoint, chain.request(by, message));
  }

  /** At the end "to 3": it asks that one, and not us. */
  private PbftMessage request(ReplicaId by, List<String> told) {
    int last = told.size() - 1;
    boolean another = told.get(last - 1).equals("to");
    ReplicaId to = another ? new ReplicaId(Integer.parseInt(told.get(last))) : self;
    List<String> words = another ? told.subList(0, last - 1) : told;
    if (words.get(0).equals("status")) {
      View view = new View(Long.parseLong(words.get(1)));
      SequenceNumber certified = new SequenceNumber(Long.parseLong(words.get(2)));
      byte[] message = PbftMessage.Status.signedBytes(chain.id(), by, view, certified);
      return new PbftMessage.Status(chain.id(), by, view, certified, chain.request(by, message));
    }
    if (words.get(1).equals("list") || words.get(1).equals("chunk")) {
      Digest root = chain.checkpoint(chain.block(words.get(2)), Optional.empty()).stateRoot();
      List<Digest> chunks = words.get(1).equals("list") ? List.of() : List.of(root);
      byte[] message = PbftMessage.ChunksWanted.signedBytes(chain.id(), by, to, root, chunks);
      return new PbftMessage.ChunksWanted(
          chain.id(), by, to, root, chunks, chain.request(by, message));
    }
    if (words.get(1).equals("blocks")) {
      BlockRequest request =
          new BlockRequest(
              new SequenceNumber(Long.parseLong(words.get(2))), BlockRequest.COUNT_MAX);
      byte[] message = PbftMessage.BlocksWanted.signedBytes(chain.id(), by, to, request);
      return new PbftMessage.BlocksWanted(chain.id(), by, to, request, chain.request(by, message));
    }
    var digests =
        words.subList(2, words.size()).stream().map(b -> chain.body(b).body().digest()).toList();
    byte[] message = PbftMessage.BodiesWanted.signedBytes(chain.id(), by, to, digests);
    return new PbftMessage.BodiesWanted(chain.id(), by, to, digests, chain.request(by, message));
  }

  private PbftMessage.ViewChange viewChange(ReplicaId by, List<String> words) {
    Optional<CertifiedBlock> floor = Optional.empty();
    List<PreparedBlock> prepared = new ArrayList<>();
    for (String word : words.subList(2, words.size())) {
      String[] at = word.split("@", -1);
      if (word.contains("@us")) {
        prepared.add(chain.preparedByHero(at[0], 0));
      } else if (word.contains("@")) {
        prepared.add(chain.prepared(at[0], Long.parseLong(at[1])));
      } else if (!word.equals("floor") && !word.equals("prepared")) {
        floor = Optional.of(chain.certified(word, 0));
      }
    }
    PbftMessage.ViewChange message =
        chain.viewChange(by, Long.parseLong(words.get(1)), floor, prepared);
    know(message);
    return message;
  }

  /** {@code b3} is certified in view 0, {@code b3@2} in view 2. */
  private BlockNotice notice(String word) {
    String[] at = word.split("@", -1);
    return chain.notice(at[0], at.length > 1 ? Long.parseLong(at[1]) : 0);
  }

  @Override
  public Optional<BlockNotice> block(SequenceNumber sequence) {
    return Optional.ofNullable(blocks.get(sequence));
  }

  @Override
  public SequenceNumber last() {
    return blocks.isEmpty() ? SequenceNumber.ZERO : blocks.lastKey();
  }

  PbftStatus status() {
    return status.get();
  }
}
