package org.bitcraps.protocol.replica;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bitcraps.evidence.certificate.QuorumCertificate;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.dice.BeaconKey;
import org.bitcraps.evidence.dice.DiceSecret;
import org.bitcraps.evidence.dice.DrawId;
import org.bitcraps.evidence.execution.Ledger;
import org.bitcraps.evidence.execution.MissedReveal;
import org.bitcraps.evidence.execution.Round;
import org.bitcraps.evidence.execution.RoundPhase;
import org.bitcraps.evidence.execution.TableLedger;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.operation.Body;
import org.bitcraps.evidence.operation.Operation;
import org.bitcraps.protocol.safety.SafetyRules;

/**
 * What a validator owes each table: a commitment to the next round, and its reveal once the close
 * of betting is certified (DESIGN R1, R2).
 *
 * <p>Looks only at certified state: {@link #due} is called with the ledger after a certified block
 * and that block's certificate, never with speculation. So no reveal can exist before a certificate
 * of a block at or after the close.
 */
final class Duties {

  private final ChainId chain;
  private final ReplicaId self;
  private final SafetyRules safety;
  private final BeaconKey beaconKey;

  /** Signed commitments and reveals that the ledger does not show yet. */
  private final SortedMap<Key, Body> owed = new TreeMap<>();

  private record Key(TableId table, long round, boolean reveal) implements Comparable<Key> {

    @Override
    public int compareTo(Key other) {
      int byTable = table.compareTo(other.table);
      if (byTable != 0) {
        return byTable;
      }
      int byRound = Long.compare(round, other.round);
      return byRound != 0 ? byRound : Boolean.compare(reveal, other.reveal);
    }
  }

  Duties(ChainId chain, ReplicaId self, SafetyRules safety, BeaconKey beaconKey) {
    this.chain = chain;
    this.self = self;
    this.safety = safety;
    this.beaconKey = beaconKey;
  }

  /** What is newly due by this certified state: signed now, to be journalled and sent. */
  List<Body> due(Ledger ledger, Optional<QuorumCertificate<Statement.Commit>> certificate) {
    forgetDone(ledger);
    List<Body> due = new ArrayList<>();
    for (Map.Entry<TableId, TableLedger> entry : ledger.tables()) {
      TableLedger table = entry.getValue();
      commitment(table).ifPresent(due::add);
      if (certificate.isPresent()) {
        for (Map.Entry<Long, Digest> draw : revealable(table).entrySet()) {
          reveal(table.id(), draw.getKey(), draw.getValue(), certificate.get()).ifPresent(due::add);
        }
      }
    }
    return due;
  }

  /** What this certified state shows is owed no more: a journal holds the duties of every round. */
  void forgetDone(Ledger ledger) {
    owed.keySet().removeIf(key -> isDone(ledger, key));
  }

  private Optional<Body> commitment(TableLedger table) {
    long next = table.round().number() + 1;
    Key key = new Key(table.id(), next, false);
    if (table.nextCommitments().containsKey(self) || owed.containsKey(key)) {
      return Optional.empty();
    }
    DrawId draw = new DrawId(chain, table.id(), next);
    Optional<Body> body = safety.commitment(draw, beaconKey.secret(draw)).map(Body::of);
    body.ifPresent(b -> owed.put(key, b));
    return body;
  }

  /**
   * Rounds in which our reveal is missing, with the commitment that it has to match: the round in
   * REVEALING, and settled ones that still hold it against us (R4: a late reveal clears it).
   */
  private SortedMap<Long, Digest> revealable(TableLedger table) {
    SortedMap<Long, Digest> revealable = new TreeMap<>();
    for (Map.Entry<MissedReveal, Digest> missed : table.missed()) {
      if (missed.getKey().validator().equals(self)) {
        revealable.put(missed.getKey().round(), missed.getValue());
      }
    }
    Round round = table.round();
    Digest committed = round.committers().get(self);
    if (round.phase() == RoundPhase.REVEALING
        && committed != null
        && !round.reveals().containsKey(self)) {
      revealable.put(round.number(), committed);
    }
    return revealable;
  }

  private Optional<Body> reveal(
      TableId table, long round, Digest committed, QuorumCertificate<Statement.Commit> close) {
    Key key = new Key(table, round, true);
    DrawId draw = new DrawId(chain, table, round);
    DiceSecret secret = beaconKey.secret(draw);
    if (owed.containsKey(key) || !secret.commitment(draw, self).equals(committed)) {
      return Optional.empty(); // With another beacon key than we committed with there is none.
    }
    Optional<Body> body = safety.reveal(draw, secret, close).map(Body::of);
    body.ifPresent(b -> owed.put(key, b));
    return body;
  }

  private boolean isDone(Ledger ledger, Key key) {
    Optional<TableLedger> table = ledger.table(key.table());
    if (table.isEmpty()) {
      return true;
    }
    return key.reveal()
        ? !revealable(table.get()).containsKey(key.round())
        : table.get().nextCommitments().containsKey(self)
            || table.get().round().number() >= key.round();
  }

  /** After a restart: this was signed; it is sent again until the ledger shows it. */
  void restore(Body body) {
    switch (body.operation()) {
      case Operation.Commitment c -> {
        safety.restoreCommitment(c.draw(), c.commitment());
        owed.put(new Key(c.draw().table(), c.draw().round(), false), body);
      }
      case Operation.Reveal r -> owed.put(new Key(r.draw().table(), r.draw().round(), true), body);
      case Operation.PlaceBets bets -> throw notOurs(body);
      case Operation.PlayerOrders orders -> throw notOurs(body);
    }
  }

  private static IllegalStateException notOurs(Body body) {
    return new IllegalStateException("the journal holds " + body + " as a duty");
  }

  /** Everything signed that the ledger does not show yet. */
  List<Body> owed() {
    return List.copyOf(owed.values());
  }
}
