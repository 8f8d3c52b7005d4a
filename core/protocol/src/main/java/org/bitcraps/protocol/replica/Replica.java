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
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.operation.Body;
import org.bitcraps.protocol.consensus.ConsensusProtocol;
import org.bitcraps.protocol.consensus.Executed;
import org.bitcraps.protocol.consensus.Input;
import org.bitcraps.protocol.consensus.JournalEntry;
import org.bitcraps.protocol.consensus.Outbound;
import org.bitcraps.protocol.consensus.Output;
import org.bitcraps.protocol.consensus.PeerMessage;
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

  /** What we signed for the dice in this step: journalled and sent with its output. */
  private final List<Body> signed = new ArrayList<>();

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
    this.duties = new Duties(genesis.chainId(), self, safety, beaconKey);
    this.protocol =
        new PbftReplica(
            genesis,
            self,
            safety,
            execution,
            this::waiting,
            new VoteTimeRules(genesis.parameters()),
            history,
            pacing,
            challenge);
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
    duties.forgetDone(ledger());
  }

  @Override
  public Output step(Input input) {
    Output output = protocol.step(input);
    boolean resend =
        input instanceof Input.Tick
            || (input instanceof Input.TimerFired fired && fired.timer() == Timer.RESEND);
    output = sending(resend ? duties.owed() : signed).then(output).then(journalling(signed));
    signed.clear();
    return output.with(output.shortening().map(this::withDuties));
  }

  /** What the protocol asks before it proposes: its first proposal may end a round (R4). */
  private List<Body> waiting(
      Executed certified, Optional<QuorumCertificate<Statement.Commit>> certificate) {
    signed.addAll(duties.due(((LedgerState) certified).block().ledger(), certificate));
    return duties.owed();
  }

  /** To all others; before a proposal that names them. */
  private Output sending(List<Body> own) {
    if (own.isEmpty()) {
      return Output.NOTHING;
    }
    List<BatchBody> bodies = own.stream().map(BatchBody::own).toList();
    Outbound send =
        new Outbound.ToPeers(new Recipient.Others(), new PbftMessage.Bodies(self, bodies));
    return new Output(List.of(), List.of(send), List.of(), List.of(), List.of());
  }

  /** P1: durable before it leaves; behind the certified block that made it due. */
  private static Output journalling(List<Body> signed) {
    List<JournalEntry> persist = new ArrayList<>();
    signed.forEach(body -> persist.add(new DutyEntry(body)));
    return new Output(persist, List.of(), List.of(), List.of(), List.of());
  }

  /** A shorter journal keeps those of its own records, too, that still bind. */
  private Shortening withDuties(Shortening ofProtocol) {
    return new DutyCut(ofProtocol, duties.owed(), genesis.parameters());
  }

  /** The ledger after the last certified block. */
  public Ledger ledger() {
    return ((LedgerState) protocol.certifiedState()).block().ledger();
  }

  /** The last stable checkpoint; 0 if none. */
  public SequenceNumber stableCheckpoint() {
    return protocol.stableCheckpoint();
  }

  /**
   * All that who needs the last stable checkpoint would be answered, whoever that will be.
   *
   * @param bytesMax of the state: of a larger one, nothing
   * @return none while not all of it is here
   */
  public List<PeerMessage> handout(long bytesMax) {
    return protocol.handout(bytesMax);
  }

  /** Where this validator stands, for people. */
  public ReplicaStatus status() {
    List<ReplicaStatus.Table> tables = new ArrayList<>();
    Ledger ledger = ledger();
    for (Map.Entry<TableId, TableLedger> entry : ledger.tables()) {
      Ledger.Awaited awaited = ledger.waitingFor(entry.getKey()).orElseThrow();
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
