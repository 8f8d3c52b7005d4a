package org.bitcraps.simulator.byzantine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.dice.DiceSecret;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.exchange.BlockRequest;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.genesis.Parameters;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.Signer;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.ReplicaSet;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.membership.View;
import org.bitcraps.evidence.operation.Operation;
import org.bitcraps.evidence.wire.MalformedException;
import org.bitcraps.protocol.pbft.PbftCodec;
import org.bitcraps.protocol.pbft.PbftMessage;
import org.bitcraps.simulator.Chance;
import org.bitcraps.simulator.Tally;

/** One faulty validator's mouth: what its core wants to say goes in, what it says comes out. */
public final class Liar {

  private static final int MEMORY = 200;
  private static final int ANSWERS_MAX = 40;
  private static final List<Long> ABSURD =
      List.of(0L, 1L, 7L, 1_000L, 1L << 32, Long.MAX_VALUE - 1, Long.MAX_VALUE);

  private final List<Vice> habits;
  private final Tally tally;
  private final Chance chance;
  private final Forgery forge;
  private final ReplicaSet set;
  private final Parameters parameters;
  private final List<ReplicaId> others;
  private final Counterfeits counterfeits;
  private final Frames frames;
  private final Set<Vice> withheld = EnumSet.noneOf(Vice.class);
  private final List<byte[]> memory = new ArrayList<>();
  private final List<Digest> bodies = new ArrayList<>();
  private final Grudge grudge;
  private final SortedMap<ReplicaId, PbftMessage.ViewChange> viewChanges = new TreeMap<>();
  private Vice mood;

  /**
   * Liars that answer each other must not do so for ever, and ever more of them: so many answers
   * between two gossips.
   */
  private int answersLeft;

  private View view = View.ZERO;
  private SequenceNumber highest = SequenceNumber.ZERO;

  /**
   * A validator with vices.
   *
   * @param habits one that it always has, or several that it has by turns
   */
  public Liar(
      List<Vice> habits, Chance chance, Genesis genesis, ReplicaId self, Signer key, Tally tally) {
    this.habits = List.copyOf(habits);
    this.mood = chance.oneOf(this.habits);
    this.chance = chance;
    this.tally = tally;
    this.set = genesis.replicaSet();
    this.parameters = genesis.parameters();
    this.forge = new Forgery(genesis.chainId(), set.epoch(), self, key);
    this.counterfeits = new Counterfeits(forge, set, chance);
    this.frames = new Frames(chance);
    this.others = set.ids().stream().filter(id -> !id.equals(self)).toList();
    this.grudge = new Grudge(others.get(others.size() - 1), MEMORY);
  }

  /** What it hears: it remembers some. */
  public List<Sending> hear(byte[] bytes) {
    return outOf(mood, answer(bytes));
  }

  private List<Sending> outOf(Vice vice, List<Sending> sendings) {
    sendings.forEach(sending -> tally.fired(vice));
    return sendings.stream().map(sending -> sending.outOf(vice)).toList();
  }

  private List<Sending> answer(byte[] bytes) {
    PbftMessage message;
    try {
      message = PbftCodec.decode(bytes, parameters);
    } catch (MalformedException e) {
      return List.of(); // Damaged on the way.
    }
    remember(bytes);
    List<Sending> out = new ArrayList<>();
    if (mood == Vice.FRAMES_OTHERS && answersLeft-- > 0) {
      frames.framed(message).ifPresent(framed -> all(framed.toWire(), others, 0, out));
    }
    switch (message) {
      case PbftMessage.PrePrepare m -> {
        note(m.view(), m.block());
        counterfeits.remember(m.statement(), m.vote());
        votesForAll(m.statement(), out);
      }
      case PbftMessage.Prepare m -> {
        counterfeits.remember(m.statement(), m.vote());
        votesForAll(m.statement(), out);
      }
      case PbftMessage.Commit m -> {
        if (mood == Vice.FORGES_CERTIFICATES && chance.happens(0.3) && answersLeft-- > 0) {
          counterfeits.certifiedBlock(m.statement()).ifPresent(block -> all(block, others, 0, out));
        }
        if (mood == Vice.VOTES_FOR_ALL && answersLeft-- > 0) {
          Statement.Commit s = m.statement();
          toSome(forge.commit(s.view(), s.sequence(), s.block(), s.resultRoot()), out);
          toSome(forge.commit(s.view(), s.sequence(), s.block(), random()), out);
        }
      }
      case PbftMessage.ViewChange m -> viewChanges.put(m.sender(), m);
      case PbftMessage.NewView m -> view = m.view();
      case PbftMessage.Status m -> {}
      case PbftMessage.BodiesWanted m -> {}
      case PbftMessage.BlocksWanted m -> {}
      case PbftMessage.Bodies m -> {
        m.bodies().forEach(counterfeits::remember);
        m.bodies().forEach(body -> copyCommitment(body, out));
        m.bodies().forEach(grudge::note);
      }
      case PbftMessage.CertifiedBlockReply m -> {}
      case PbftMessage.Checkpoint m -> {}
      case PbftMessage.CheckpointShown m -> {}
      case PbftMessage.StandingWanted m -> {}
      case PbftMessage.Standing m -> {}
      case PbftMessage.ChunksWanted m -> {}
      case PbftMessage.ChunkList m -> {}
      case PbftMessage.Chunk m -> {}
    }
    return out;
  }

  /** A courier brings a body. */
  public List<Sending> hear(BatchBody body) {
    counterfeits.remember(body);
    List<Sending> out = new ArrayList<>();
    if (mood == Vice.FORGES_BODIES) {
      counterfeits.unsigned(body).ifPresent(forged -> hand(List.of(forged), 0, out));
    }
    return outOf(mood, out);
  }

  private void hand(List<BatchBody> forged, long delayUs, List<Sending> out) {
    byte[] bytes = new PbftMessage.Bodies(forge.self(), forged).toWire();
    // Twice: nothing that was refused may count the next time.
    all(bytes, others, delayUs, out);
    all(bytes, others, delayUs + 3_000, out);
  }

  private void votesForAll(Statement.Prepare statement, List<Sending> out) {
    if (mood == Vice.VOTES_FOR_ALL && answersLeft-- > 0) {
      toSome(forge.prepare(statement.view(), statement.sequence(), statement.block()), out);
      toSome(forge.prepare(statement.view(), statement.sequence(), random()), out);
    }
  }

  private void copyCommitment(BatchBody body, List<Sending> out) {
    if (mood == Vice.COPIES_COMMITMENTS
        && body.body().operation() instanceof Operation.Commitment commitment
        && !commitment.validator().equals(forge.self())
        && answersLeft-- > 0) {
      all(forge.copied(commitment).toWire(), others, 0, out);
    }
  }

  private static boolean isOwn(PbftMessage.Bodies bodies, Class<? extends Operation> kind) {
    return bodies.bodies().stream()
        .anyMatch(b -> b.origin().isEmpty() && kind.isInstance(b.body().operation()));
  }

  private void note(View ofView, Block block) {
    if (ofView.isAfter(view)) {
      view = ofView;
    }
    if (block.sequence().isAfter(highest)) {
      highest = block.sequence();
    }
    counterfeits.remember(block);
    bodies.addAll(block.bodies());
    if (bodies.size() > MEMORY) {
      bodies.subList(0, bodies.size() - MEMORY).clear();
    }
  }

  private void remember(byte[] bytes) {
    if (memory.size() == MEMORY) {
      memory.set(chance.between(0, MEMORY - 1), bytes);
    } else {
      memory.add(bytes);
    }
  }

  /** What it sends when its core wants to send {@code message}. */
  public List<Sending> say(PbftMessage message, List<ReplicaId> to) {
    byte[] bytes = message.toWire();
    Vice vice = moodFor(message);
    List<Sending> said = new ArrayList<>();
    say(vice, message, bytes, to, said);
    List<Sending> out = new ArrayList<>();
    for (Sending sending : said) {
      boolean honest = sending.delayUs() == 0 && Arrays.equals(sending.bytes(), bytes);
      out.add(honest ? sending : sending.outOf(vice));
      if (!honest) {
        tally.fired(vice);
      }
    }
    if (said.size() < to.size()) {
      tally.fired(vice);
      withheld.add(vice);
    }
    return out;
  }

  /** Others gave up a view in which it was primary: what it kept to itself came to something. */
  public void missed() {
    withheld.forEach(tally::mattered);
    withheld.clear();
  }

  /** Its mood, or a habit that is about just this message. */
  private Vice moodFor(PbftMessage message) {
    List<Vice> apt = habits.stream().filter(habit -> isAbout(habit, message)).toList();
    // A new-view is rare: who splits it does so whenever there is one.
    boolean rare = message instanceof PbftMessage.NewView;
    return apt.isEmpty() || (!rare && chance.happens(0.3)) ? mood : chance.oneOf(apt);
  }

  private static boolean isAbout(Vice vice, PbftMessage message) {
    return switch (vice) {
      case EQUIVOCATES,
          REPEATS_BODIES,
          EDGES_TIME,
          HIDES_BODIES,
          CENSORS,
          FORGES_BODIES,
          OMITS_REVEALS,
          OVERFILLS_BLOCKS ->
          message instanceof PbftMessage.PrePrepare;
      case SPLITS_NEW_VIEWS, BEGINS_VIEWS_TWICE -> message instanceof PbftMessage.NewView;
      case SIGNS_TWO_STATES -> message instanceof PbftMessage.Checkpoint;
      case FORGES_CERTIFICATES -> message instanceof PbftMessage.ViewChange;
      case SILENT_AS_PRIMARY ->
          message instanceof PbftMessage.PrePrepare || message instanceof PbftMessage.NewView;
      case WITHHOLDS_REVEALS, REVEALS_FALSELY ->
          message instanceof PbftMessage.Bodies bodies && isOwn(bodies, Operation.Reveal.class);
      case COPIES_COMMITMENTS ->
          message instanceof PbftMessage.Bodies bodies && isOwn(bodies, Operation.Commitment.class);
      case WRONG_EPOCH ->
          message instanceof PbftMessage.Prepare || message instanceof PbftMessage.Commit;
      case WRONG_CHUNKS ->
          message instanceof PbftMessage.Chunk || message instanceof PbftMessage.ChunkList;
      case SILENT,
          VOTES_FOR_ALL,
          SPEAKS_TO_SOME,
          GARBLES,
          LIES_ABOUT_STATUS,
          REPLAYS,
          DELAYS,
          FILLS_WINDOW,
          FORGETS_AND_WANTS_VIEWS,
          FRAMES_OTHERS,
          BEGINS_VIEWS_ALONE ->
          false;
    };
  }

  private void say(
      Vice vice, PbftMessage message, byte[] bytes, List<ReplicaId> to, List<Sending> out) {
    switch (vice) {
      case SILENT -> {}
      case SILENT_AS_PRIMARY -> {
        if (!(message instanceof PbftMessage.PrePrepare
            || message instanceof PbftMessage.NewView)) {
          all(bytes, to, 0, out);
        }
      }
      case SPEAKS_TO_SOME -> all(bytes, chance.someOf(to, chance.between(0, to.size())), 0, out);
      case HIDES_BODIES -> hideBodies(message, bytes, to, out);
      case GARBLES -> to.forEach(id -> out.add(new Sending(id, garbled(bytes), 0)));
      case DELAYS -> all(bytes, to, 440_000, out);
      case EQUIVOCATES, REPEATS_BODIES, EDGES_TIME, CENSORS, OMITS_REVEALS, OVERFILLS_BLOCKS ->
          propose(vice, message, bytes, to, out);
      case WRONG_EPOCH -> all(forge.ofNextEpoch(message).toWire(), to, 0, out);
      case WRONG_CHUNKS -> {
        // Who lies about the list is asked for no chunk.
        boolean honest = message instanceof PbftMessage.ChunkList && chance.happens(0.7);
        all(honest ? bytes : forge.wrongState(message, random()).toWire(), to, 0, out);
      }
      case FORGETS_AND_WANTS_VIEWS -> {
        byte[] said =
            message instanceof PbftMessage.ViewChange m
                ? forge.emptyViewChange(m.view()).toWire()
                : bytes;
        all(said, to, 0, out);
      }
      case SPLITS_NEW_VIEWS -> splitNewView(message, bytes, to, out);
      case BEGINS_VIEWS_TWICE -> {
        all(bytes, to, 0, out);
        if (message instanceof PbftMessage.NewView m) {
          // Late: the view has begun by a certificate, and its first blocks are committed.
          long late = chance.happens(0.5) ? 0 : chance.between(20L, 3_000L) * 1_000;
          all(otherNewView(m, bytes), to, late, out);
        }
      }
      case WITHHOLDS_REVEALS -> {
        if (!(message instanceof PbftMessage.Bodies bodies
            && isOwn(bodies, Operation.Reveal.class))) {
          all(bytes, to, 0, out);
        }
      }
      case REVEALS_FALSELY -> {
        byte[] said =
            message instanceof PbftMessage.Bodies bodies
                ? forge.falseReveals(bodies, new DiceSecret(random())).toWire()
                : bytes;
        all(said, to, 0, out);
      }
      case COPIES_COMMITMENTS -> {
        if (!(message instanceof PbftMessage.Bodies bodies
            && isOwn(bodies, Operation.Commitment.class))) {
          all(bytes, to, 0, out);
        }
      }
      case FORGES_CERTIFICATES ->
          all(
              message instanceof PbftMessage.ViewChange m ? counterfeits.viewChange(m) : bytes,
              to,
              0,
              out);
      case FORGES_BODIES -> proposeForged(message, bytes, to, out);
      case SIGNS_TWO_STATES -> {
        all(bytes, to, 0, out);
        if (message instanceof PbftMessage.Checkpoint m) {
          toSome(forge.checkpoint(m.statement(), random()), out);
        }
      }
      case FRAMES_OTHERS,
          BEGINS_VIEWS_ALONE,
          VOTES_FOR_ALL,
          LIES_ABOUT_STATUS,
          REPLAYS,
          FILLS_WINDOW ->
          all(bytes, to, 0, out);
    }
  }

  private void hideBodies(
      PbftMessage message, byte[] bytes, List<ReplicaId> to, List<Sending> out) {
    if (message instanceof PbftMessage.Bodies
        || message instanceof PbftMessage.CertifiedBlockReply) {
      return;
    }
    boolean proposal = message instanceof PbftMessage.PrePrepare;
    all(bytes, proposal ? chance.someOf(to, (to.size() + 1) / 2) : to, 0, out);
  }

  private void propose(
      Vice vice, PbftMessage message, byte[] bytes, List<ReplicaId> to, List<Sending> out) {
    if (!(message instanceof PbftMessage.PrePrepare proposal)) {
      all(bytes, to, 0, out);
      return;
    }
    Block block = proposal.block();
    note(proposal.view(), block);
    long aheadMs = chance.happens(0.6) ? 5_000 : chance.between(150L, 260L);
    byte[] other =
        switch (vice) {
          case REPEATS_BODIES -> with(proposal, block.timeMs(), repeating(block));
          // A block of a reveal that is late is of the last moment of the window: not this one.
          case OMITS_REVEALS -> with(proposal, block.timeMs() + 1, grudge.without(block));
          case CENSORS -> with(proposal, block.timeMs(), uncensored(block));
          case OVERFILLS_BLOCKS -> with(proposal, block.timeMs(), overfull(block));
          case EDGES_TIME ->
              with(
                  proposal,
                  block.timeMs() + (chance.happens(0.15) ? -3_000 : aheadMs),
                  block.bodies());
          default -> with(proposal, block.timeMs() + 1, block.bodies());
        };
    if (vice == Vice.EQUIVOCATES) {
      List<ReplicaId> some = chance.someOf(to, to.size() / 2);
      to.forEach(id -> out.add(new Sending(id, some.contains(id) ? other : bytes, 0)));
    } else {
      all(other, to, 0, out);
    }
  }

  private void proposeForged(
      PbftMessage message, byte[] bytes, List<ReplicaId> to, List<Sending> out) {
    List<BatchBody> forged =
        message instanceof PbftMessage.PrePrepare m && chance.happens(0.3)
            ? counterfeits.unsigned(m.block().bodies())
            : List.of();
    if (forged.isEmpty()) {
      all(bytes, to, 0, out);
      return;
    }
    PbftMessage.PrePrepare proposal = (PbftMessage.PrePrepare) message;
    List<Digest> named = forged.stream().map(body -> body.body().digest()).distinct().toList();
    all(with(proposal, proposal.block().timeMs(), named), to, 0, out);
    hand(forged, 10_000, out);
    hand(forged, 60_000, out);
  }

  private byte[] with(PbftMessage.PrePrepare proposal, long timeMs, List<Digest> named) {
    Block b = proposal.block();
    Block other = new Block(b.chain(), b.epoch(), b.sequence(), timeMs, b.parent(), named);
    return forge.proposal(proposal.view(), other).toWire();
  }

  /** Half of all bodies it never orders, always the same ones. */
  private static List<Digest> uncensored(Block block) {
    return block.bodies().stream().filter(body -> (body.toBytes()[31] & 1) == 0).toList();
  }

  private List<Digest> overfull(Block block) {
    List<Digest> named = new ArrayList<>(block.bodies());
    while (named.size() <= parameters.getInt(Parameter.BLOCK_BODIES_MAX)) {
      named.add(random());
    }
    return named;
  }

  private List<Digest> repeating(Block block) {
    List<Digest> named = new ArrayList<>(block.bodies());
    if (!bodies.isEmpty() && named.size() < parameters.getInt(Parameter.BLOCK_BODIES_MAX)) {
      named.add(chance.oneOf(bodies));
    }
    return named.stream().distinct().toList();
  }

  private void splitNewView(
      PbftMessage message, byte[] bytes, List<ReplicaId> to, List<Sending> out) {
    if (!(message instanceof PbftMessage.NewView newView)) {
      all(bytes, to, 0, out);
      return;
    }
    byte[] other = otherNewView(newView, bytes);
    for (ReplicaId id : to) {
      out.add(new Sending(id, chance.happens(0.5) ? other : bytes, 0));
    }
  }

  /** The same view begun with other view-changes, if enough are known. */
  private byte[] otherNewView(PbftMessage.NewView newView, byte[] bytes) {
    viewChanges.put(forge.self(), forge.emptyViewChange(newView.view()));
    List<PbftMessage.ViewChange> known = new ArrayList<>();
    for (PbftMessage.ViewChange viewChange : viewChanges.values()) {
      if (viewChange.view().equals(newView.view())) {
        known.add(viewChange);
      }
    }
    int quorum = set.quorum().size();
    if (known.size() >= quorum) {
      List<PbftMessage.ViewChange> last = known.subList(known.size() - quorum, known.size());
      return forge.newView(newView.view(), last).toWire();
    }
    return bytes;
  }

  /** What it says when nobody asked it. */
  public List<Sending> gossip() {
    answersLeft = ANSWERS_MAX;
    if (chance.happens(0.5)) {
      mood = chance.oneOf(habits);
    }
    Vice vice = mood;
    List<Sending> out = new ArrayList<>();
    switch (vice) {
      case GARBLES -> {
        for (ReplicaId id : others) {
          out.add(new Sending(id, chance.bytes(chance.between(0, 300)), 0));
        }
      }
      case LIES_ABOUT_STATUS -> {
        toSome(forge.status(new View(absurd()), new SequenceNumber(absurd())), out);
        toSome(forge.prepare(view, new SequenceNumber(absurd()), random()), out);
        long from = Math.max(1, absurd());
        ReplicaId asked = chance.oneOf(others);
        toSome(forge.blocksWanted(asked, new BlockRequest(new SequenceNumber(from), 64)), out);
        toSome(forge.bodiesWanted(asked, List.of(random())), out);
      }
      case REPLAYS -> {
        for (int i = 0; i < 5 && !memory.isEmpty(); i++) {
          out.add(new Sending(chance.oneOf(others), chance.oneOf(memory), 0));
        }
      }
      case FILLS_WINDOW -> {
        long sequence = highest.value() + chance.between(0, 40);
        View v = chance.happens(0.5) ? view : view.next();
        SequenceNumber s = new SequenceNumber(Math.max(1, sequence));
        toSome(forge.prepare(v, s, random()), out);
        toSome(forge.commit(v, s, random(), random()), out);
        if (set.primary(v).equals(forge.self())) {
          toSome(forge.proposal(v, strangeBlock(s)), out);
        }
      }
      case BEGINS_VIEWS_ALONE -> {
        View next = view;
        do {
          next = next.next();
        } while (!set.primary(next).equals(forge.self()));
        List<PbftMessage.ViewChange> own = List.of(forge.emptyViewChange(next));
        toSome(forge.newView(next, own), out);
      }
      case FORGETS_AND_WANTS_VIEWS -> {
        long wanted = chance.happens(0.97) ? view.value() + 1 : Math.max(1, absurd());
        toSome(forge.emptyViewChange(new View(wanted)), out);
      }
      case WRONG_CHUNKS -> toSome(forge.wrongChunk(random(), random().toBytes()), out);
      default -> {}
    }
    return outOf(vice, out);
  }

  private Block strangeBlock(SequenceNumber sequence) {
    return new Block(
        forge.chain(),
        forge.epoch(),
        sequence,
        chance.between(0L, Long.MAX_VALUE - 1),
        random(),
        List.of(random(), random()));
  }

  private long absurd() {
    return chance.oneOf(ABSURD);
  }

  private Digest random() {
    return Digest.fromBytes(chance.bytes(Digest.BYTES));
  }

  private byte[] garbled(byte[] bytes) {
    if (chance.happens(0.5)) {
      return bytes;
    }
    byte[] garbled = Arrays.copyOf(bytes, chance.between(1, bytes.length + 2));
    garbled[chance.between(0, garbled.length - 1)] = (byte) chance.between(0, 255);
    return garbled;
  }

  private void toSome(PbftMessage message, List<Sending> out) {
    all(message.toWire(), chance.someOf(others, chance.between(0, others.size())), 0, out);
  }

  private static void all(byte[] bytes, List<ReplicaId> to, long delayUs, List<Sending> out) {
    to.forEach(id -> out.add(new Sending(id, bytes, delayUs)));
  }
}
