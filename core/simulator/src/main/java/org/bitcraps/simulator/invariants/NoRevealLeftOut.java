package org.bitcraps.simulator.invariants;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.dice.DrawId;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.execution.ExecutedBlock;
import org.bitcraps.evidence.execution.Ledger;
import org.bitcraps.evidence.execution.ResultLeaf;
import org.bitcraps.evidence.execution.RollRecorded;
import org.bitcraps.evidence.execution.Round;
import org.bitcraps.evidence.execution.RoundPhase;
import org.bitcraps.evidence.execution.TableLedger;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.operation.Operation;
import org.bitcraps.evidence.wire.MalformedException;
import org.bitcraps.protocol.consensus.CommittedBlock;
import org.bitcraps.protocol.consensus.Output;
import org.bitcraps.protocol.pbft.PbftCodec;
import org.bitcraps.protocol.pbft.PbftMessage;
import org.bitcraps.simulator.Validator;

/**
 * R4: nobody helps a block along after which an honest validator's reveal cannot count any more, if
 * it handed that reveal to all long before the block was first proposed; unless a quorum has
 * prepared the block already.
 *
 * <p>Told by votes on the wire and by what the blocks did, not by the rule's own words. Looks only
 * at the first view in which the block was heard of, for there no new-view can have named it.
 */
public final class NoRevealLeftOut implements Invariant {

  /** 200 ms, and room for clocks that differ and for a step that ends later than it began. */
  private static final long RELAYED_MS = 400;

  private record Revealed(DrawId draw, ReplicaId validator) {}

  /** What a validator handed to all, and when; after a start it does not remember. */
  private record Relayed(long life, Map<Revealed, Long> atMs) {}

  /** A prepare by an honest validator. */
  private record Prepared(ReplicaId by, int before, Set<Revealed> relayed, Ledger known) {}

  /** What was heard of a block that nobody holds for certain yet. */
  private static final class Heard {
    final long atMs;
    final long sequence;
    final long view;
    final List<Prepared> prepares = new ArrayList<>();

    Heard(long atMs, long sequence, long view) {
      this.atMs = atMs;
      this.sequence = sequence;
      this.view = view;
    }
  }

  private final Genesis genesis;
  private final int quorum;
  private final int faulty;
  private final LongSupplier trueMs;
  private final Map<ReplicaId, Relayed> relayed = new TreeMap<>();

  /** What honest validators revealed. */
  private final Set<Revealed> honest = new HashSet<>();

  private final Map<ReplicaId, Ledger> ledgers = new TreeMap<>();
  private final Map<Digest, Heard> heard = new HashMap<>();

  /** Rounds whose end is certain, by table: the last one. */
  private final Map<TableId, Long> ended = new TreeMap<>();

  private byte[] seen = {};

  /**
   * @param faulty how many validators may have prepared what nobody honest did
   * @param trueMs true time; clocks must not jump, or no validator can tell 200 ms
   */
  public NoRevealLeftOut(Genesis genesis, int faulty, LongSupplier trueMs) {
    this.genesis = genesis;
    // Counted here in its own way, not by Quorum.
    this.quorum = Math.ceilDiv(2 * genesis.replicaSet().ids().size(), 3);
    this.faulty = faulty;
    this.trueMs = trueMs;
  }

  @Override
  public void sentToAll(Validator from, PbftMessage message) {
    if (message instanceof PbftMessage.Bodies bodies) {
      for (BatchBody body : bodies.bodies()) {
        if (body.body().operation() instanceof Operation.Reveal reveal) {
          Revealed revealed = new Revealed(reveal.draw(), reveal.validator());
          if (from.id().equals(reveal.validator())) {
            honest.add(revealed);
          }
          relayed(from).putIfAbsent(revealed, trueMs.getAsLong());
        }
      }
    }
  }

  private Map<Revealed, Long> relayed(Validator validator) {
    return relayed
        .compute(
            validator.id(),
            (id, before) ->
                before == null || before.life() != validator.life()
                    ? new Relayed(validator.life(), new HashMap<>())
                    : before)
        .atMs();
  }

  @Override
  public void stepped(Validator validator, Output output) {
    if (validator.isAlive()) {
      ledgers.put(validator.id(), validator.ledger());
    }
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // Only the very same array needs no second look.
  public void onWire(byte[] bytes) {
    if (bytes == seen || bytes.length == 0 || bytes[0] != 1) {
      return;
    }
    seen = bytes;
    try {
      if (PbftCodec.decode(bytes, genesis.parameters()) instanceof PbftMessage.PrePrepare m) {
        hear(m.statement());
      }
    } catch (MalformedException e) {
      return; // A liar's.
    }
  }

  private Heard hear(Statement.Prepare statement) {
    return heard.computeIfAbsent(
        statement.block(),
        b -> new Heard(trueMs.getAsLong(), statement.sequence().value(), statement.view().value()));
  }

  @Override
  public void sent(Validator from, PbftMessage message) {
    if (message instanceof PbftMessage.PrePrepare m) {
      prepared(from, m.statement());
    } else if (message instanceof PbftMessage.Prepare m) {
      prepared(from, m.statement());
    }
  }

  private void prepared(Validator from, Statement.Prepare statement) {
    Heard about = hear(statement);
    Ledger known = ledgers.get(from.id());
    boolean again = about.prepares.stream().anyMatch(p -> p.by().equals(from.id()));
    if (about.view != statement.view().value() || again || known == null) {
      return;
    }
    Set<Revealed> early = new HashSet<>();
    relayed(from)
        .forEach((revealed, atMs) -> {
          if (atMs + RELAYED_MS <= about.atMs) {
            early.add(revealed);
          }
        });
    about.prepares.add(new Prepared(from.id(), about.prepares.size(), early, known));
  }

  @Override
  public void committed(Validator validator, CommittedBlock committed) {
    ExecutedBlock block = Invariant.executed(committed);
    for (ResultLeaf leaf : block.leaves()) {
      if (leaf instanceof RollRecorded roll) {
        end(block, roll.table(), roll.round(), roll.committers().keySet(), roll.reveals().keySet());
      }
    }
    for (Map.Entry<TableId, TableLedger> table : block.ledger().tables()) {
      Round round = table.getValue().round();
      if (isOver(round, block.ledger())) {
        end(
            block,
            table.getKey(),
            round.number(),
            round.committers().keySet(),
            round.reveals().keySet());
      }
    }
    heard.values().removeIf(h -> h.sequence <= block.sequence().value());
  }

  /** Whether the dice are still to be thrown, and no reveal can count any more. */
  private boolean isOver(Round round, Ledger ledger) {
    long fallbackMs =
        round.closedAtMs()
            + genesis.parameters().get(Parameter.REVEAL_WINDOW_MS)
            + genesis.parameters().get(Parameter.REVEAL_GRACE_MS);
    int enough = round.committers().size() - (genesis.replicaSet().ids().size() - 1) / 3;
    return round.phase() == RoundPhase.REVEALING
        && round.reveals().size() >= enough
        && ledger.effectiveTimeMs() >= fallbackMs;
  }

  /** After this block no reveal of the round counts; the first such block is the guilty one. */
  private void end(
      ExecutedBlock block,
      TableId table,
      long round,
      Set<ReplicaId> committers,
      Set<ReplicaId> revealed) {
    if (ended.getOrDefault(table, 0L) < round) {
      ended.put(table, round);
      Set<ReplicaId> missing = new TreeSet<>(committers);
      missing.removeAll(revealed);
      check(block, new DrawId(genesis.chainId(), table, round), missing);
    }
  }

  private void check(ExecutedBlock block, DrawId draw, Set<ReplicaId> missing) {
    Heard about = heard.get(block.digest());
    boolean full =
        block.block().bodies().size() == genesis.parameters().getInt(Parameter.BLOCK_BODIES_MAX);
    if (about == null || full) {
      return;
    }
    for (ReplicaId who : missing) {
      Revealed lost = new Revealed(draw, who);
      if (honest.contains(lost)) {
        about.prepares.forEach(vote -> check(block, vote, lost));
      }
    }
  }

  private void check(ExecutedBlock block, Prepared vote, Revealed lost) {
    DrawId draw = lost.draw();
    boolean knew = vote.known().table(draw.table()).orElseThrow().round().number() >= draw.round();
    require(
        !vote.relayed().contains(lost) || !knew || vote.before() + faulty >= quorum,
        () ->
            "validator %s prepares block %s, which ends %s without the reveal of %s that it relayed"
                .formatted(vote.by(), block.sequence(), draw, lost.validator()));
  }
}
