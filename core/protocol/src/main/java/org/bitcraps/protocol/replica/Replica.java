package org.bitcraps.protocol.replica;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bitcraps.evidence.certificate.QuorumCertificate;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.dice.BeaconKey;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.exchange.History;
import org.bitcraps.evidence.execution.ExecutedBlock;
import org.bitcraps.evidence.execution.Ledger;
import org.bitcraps.evidence.execution.TableLedger;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.Signer;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.operation.Body;
import org.bitcraps.protocol.consensus.CommittedBlock;
import org.bitcraps.protocol.consensus.ConsensusProtocol;
import org.bitcraps.protocol.consensus.Input;
import org.bitcraps.protocol.consensus.JournalEntry;
import org.bitcraps.protocol.consensus.Outbound;
import org.bitcraps.protocol.consensus.Output;
import org.bitcraps.protocol.consensus.Recipient;
import org.bitcraps.protocol.consensus.Shortening;
import org.bitcraps.protocol.consensus.Timer;
import org.bitcraps.protocol.pbft.Pacing;
import org.bitcraps.protocol.pbft.PbftMessage;
import org.bitcraps.protocol.pbft.PbftReplica;
import org.bitcraps.protocol.replica.LedgerExecution.LedgerState;
import org.bitcraps.protocol.safety.SafetyRules;

/** One deterministic validator. A single loop owns it (DESIGN §2). */
public final class Replica implements ConsensusProtocol {

  private final Genesis genesis;
  private final ReplicaId self;
  private final PbftReplica protocol;
  private final Duties duties;

  /** The state after the last certified block. */
  private ExecutedBlock certified;

  private Optional<QuorumCertificate<Statement.Commit>> certificate = Optional.empty();
  private boolean started;

  /**
   * A validator at genesis.
   *
   * @param start the ledger at genesis, made by the host with its own check of keys (X1); several
   *     validators may share it
   * @param challenge 32 random bytes, other ones for each start: if the journal is missing, nobody
   *     can answer this start with what was said to an earlier one (P8)
   * @throws IllegalArgumentException if the ledger is of another chain, or the signer's key not the
   *     one genesis has for {@code self}
   */
  public Replica(
      Genesis genesis,
      ExecutedBlock start,
      ReplicaId self,
      Signer voteKey,
      BeaconKey beaconKey,
      History history,
      Pacing pacing,
      Digest challenge) {
    if (!start.ledger().chain().equals(genesis.chainId()) || start.sequence().value() != 0) {
      throw new IllegalArgumentException("start: not the ledger of this genesis");
    }
    this.genesis = genesis;
    this.self = self;
    SafetyRules safety = new SafetyRules(genesis.chainId(), self, genesis.replicaSet(), voteKey);
    LedgerExecution execution = new LedgerExecution(start);
    this.protocol =
        new PbftReplica(
            genesis,
            self,
            safety,
            execution,
            new VoteTimeRules(genesis.parameters()),
            history,
            pacing,
            challenge);
    this.duties = new Duties(genesis.chainId(), self, safety, beaconKey);
    this.certified = start;
  }

  /** What the journal of a new validator holds before its first start (G1, P8). */
  public static List<byte[]> openingEntries(Genesis genesis, ReplicaId self) {
    return PbftReplica.openingEntries(genesis, self);
  }

  @Override
  public void recover(List<byte[]> entries) {
    List<byte[]> ofProtocol = new ArrayList<>(entries.size());
    for (byte[] entry : entries) {
      if (DutyEntry.isDuty(entry)) {
        duties.restore(DutyEntry.decode(entry, genesis.parameters()).body());
      } else {
        ofProtocol.add(entry);
      }
    }
    protocol.recover(ofProtocol);
    certified = ((LedgerState) protocol.certifiedState()).block();
    certificate = protocol.status().last().map(block -> block.certificate());
    duties.forgetDone(certified.ledger());
  }

  @Override
  public Output step(Input input) {
    Output output = started ? Output.NOTHING : begin();
    output = output.then(protocol.step(input));
    boolean resend =
        input instanceof Input.Tick
            || (input instanceof Input.TimerFired fired && fired.timer() == Timer.RESEND);
    if (resend) {
      output = withBodies(output, List.of(), duties.owed(), input.nowMs());
    }
    boolean moved = note(output) || input instanceof Input.Tick;
    while (moved) {
      List<Body> due = duties.due(certified.ledger(), certificate);
      Output more = withBodies(Output.NOTHING, due, due, input.nowMs());
      moved = note(more);
      output = output.then(more);
    }
    return output.with(output.shortening().map(this::withDuties));
  }

  /**
   * R4: a primary that starts again may end a round with its first proposal, so it holds what it
   * owes before that, also what it signs only now. All of it is sent as after every pause.
   */
  private Output begin() {
    started = true;
    List<JournalEntry> persist = new ArrayList<>();
    duties.due(certified.ledger(), certificate).forEach(body -> persist.add(new DutyEntry(body)));
    protocol.hold(duties.owed());
    return new Output(persist, List.of(), List.of(), List.of(), List.of());
  }

  /** A shorter journal keeps those of its own records, too, that still bind. */
  private Shortening withDuties(Shortening ofProtocol) {
    return new DutyCut(ofProtocol, duties.owed(), genesis.parameters());
  }

  /** Remembers the last certified state of an output; false if it has none. */
  private boolean note(Output output) {
    for (CommittedBlock block : output.committed()) {
      certified = ((LedgerState) block.executed()).block();
      certificate = Optional.of(block.notice().certified().certificate());
    }
    return !output.committed().isEmpty();
  }

  /** Journals the signed ones, sends all, and hands them to our own protocol like any body. */
  private Output withBodies(Output output, List<Body> signed, List<Body> bodies, long nowMs) {
    if (bodies.isEmpty()) {
      return output;
    }
    List<JournalEntry> persist = new ArrayList<>();
    signed.forEach(body -> persist.add(new DutyEntry(body)));
    List<BatchBody> own = new ArrayList<>();
    bodies.forEach(body -> own.add(BatchBody.own(body)));
    Outbound send = new Outbound.ToPeers(new Recipient.Others(), new PbftMessage.Bodies(self, own));
    Output sum = output.then(new Output(persist, List.of(send), List.of(), List.of(), List.of()));
    for (BatchBody body : own) {
      sum = sum.then(protocol.step(new Input.BodyArrived(nowMs, body, true)));
    }
    return sum;
  }

  /** The ledger after the last certified block. */
  public Ledger ledger() {
    return certified.ledger();
  }

  /** Where this validator stands, for people. */
  public ReplicaStatus status() {
    List<ReplicaStatus.Table> tables = new ArrayList<>();
    for (Map.Entry<TableId, TableLedger> entry : certified.ledger().tables()) {
      Ledger.Awaited awaited = certified.ledger().waitingFor(entry.getKey()).orElseThrow();
      tables.add(
          new ReplicaStatus.Table(
              entry.getKey(),
              entry.getValue().round().number(),
              entry.getValue().round().phase(),
              awaited.commitments(),
              awaited.reveals()));
    }
    return new ReplicaStatus(protocol.status(), tables);
  }
}
