package org.bitcraps.protocol.pbft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bitcraps.evidence.certificate.Misbehaviour;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.certificate.Vote;
import org.bitcraps.evidence.exchange.BlockNotice;
import org.bitcraps.evidence.exchange.CertifiedBlock;
import org.bitcraps.evidence.exchange.History;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.membership.View;
import org.bitcraps.evidence.sample.PlatformScheme;
import org.bitcraps.evidence.sample.SampleChain;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.Verifier;
import org.bitcraps.protocol.consensus.Input;
import org.bitcraps.protocol.consensus.Observation;
import org.bitcraps.protocol.consensus.Output;
import org.bitcraps.protocol.consensus.Shortening;
import org.bitcraps.protocol.replica.Admission;
import org.bitcraps.protocol.replica.VoteTimeRules;
import org.bitcraps.protocol.safety.SafetyRules;

/**
 * Replica 3 of 4 behind its door: bytes go in, and what it finds to be proof comes out, judged
 * again by one who knows the membership and nothing else.
 */
final class Hearing {

  static final ReplicaId SELF = new ReplicaId(3);

  final StoryChain chain = new StoryChain(SELF, 4, 2, 4, 512, false);
  final List<byte[]> journal = new ArrayList<>();
  private final Verifier verifier = new Verifier(new PlatformScheme());
  private final Admission admission = new Admission(chain.genesis(), SELF, verifier);
  private final List<BlockNotice> blocks = new ArrayList<>();
  private PbftReplica replica;
  private Optional<Shortening> shortening = Optional.empty();
  private int shortened;

  Hearing() {
    chain.define("b1", 1, "genesis", 0, List.of());
    chain.define("c1", 1, "genesis", 1, List.of());
    chain.define("b2", 2, "b1", 0, List.of());
    chain.define("c2", 2, "c1", 1, List.of());
    chain.define("four", 1, "genesis", 2, List.of("A", "B", "C", "D"));
    chain.define("five", 1, "genesis", 3, List.of("A", "B", "C", "D", "E"));
    journal.addAll(PbftReplica.openingEntries(chain.genesis(), SELF));
    restart();
  }

  static ReplicaId id(int validator) {
    return new ReplicaId(validator);
  }

  /** A new life from the journal. */
  void restart() {
    replica = recovered();
    step(new Input.Tick(StoryChain.START_MS));
  }

  /** A new life from a journal that was cut. */
  void cutAndRestart() {
    List<byte[]> kept = shortening.orElseThrow().of(List.copyOf(journal.subList(0, shortened)));
    journal.subList(0, shortened).clear();
    journal.addAll(0, kept);
    restart();
  }

  private PbftReplica recovered() {
    PbftReplica fresh =
        new PbftReplica(
            chain.genesis(),
            SELF,
            new SafetyRules(chain.id(), SELF, chain.genesis().replicaSet(), chain.signer(SELF)),
            chain.execution(),
            (certified, certificate) -> List.of(),
            new VoteTimeRules(chain.genesis().parameters()),
            new Archive(),
            Pacing.DEFAULT,
            SampleChain.digest("challenge " + journal.size()));
    fresh.recover(List.copyOf(journal));
    return fresh;
  }

  /** What it finds when all of this arrives, in order. */
  List<Misbehaviour> hears(PbftMessage... messages) {
    List<Misbehaviour> found = new ArrayList<>();
    for (PbftMessage message : messages) {
      found.addAll(hears(message.toWire()));
    }
    return found;
  }

  List<Misbehaviour> hears(byte[] bytes) {
    if (admission.peer(bytes, StoryChain.START_MS) instanceof Admission.Outcome.Admitted admitted) {
      List<Misbehaviour> found = new ArrayList<>();
      admitted.inputs().forEach(input -> found.addAll(step(input)));
      return found;
    }
    return List.of();
  }

  private List<Misbehaviour> step(Input input) {
    Output output = replica.step(input);
    output.persist().forEach(entry -> journal.add(entry.toWire()));
    if (output.shortening().isPresent()) {
      shortening = output.shortening();
      shortened = journal.size();
    }
    output.committed().forEach(block -> blocks.add(block.notice()));
    List<Misbehaviour> told =
        output.observations().stream()
            .filter(Observation.Incriminated.class::isInstance)
            .map(o -> ((Observation.Incriminated) o).proven())
            .toList();
    List<Misbehaviour> journalled =
        output.persist().stream()
            .filter(PbftEntry.Incriminated.class::isInstance)
            .map(e -> ((PbftEntry.Incriminated) e).evidence())
            .toList();
    assertThat(journalled).isEqualTo(told);
    told.forEach(proven -> assertThat(isProvenToAnybody(proven)).isTrue());
    assertThat(replica.status().evidence()).containsAll(told);
    return told;
  }

  /** From its bytes, the genesis, and nothing else. */
  private boolean isProvenToAnybody(Misbehaviour misbehaviour) {
    byte[] bytes = misbehaviour.toWire();
    Genesis genesis = chain.genesis();
    return Decoder.decode(bytes, bytes.length, Misbehaviour::decode)
        .isProven(chain.id(), genesis.replicaSet(), genesis.parameters(), verifier);
  }

  /** All that it holds. */
  List<Misbehaviour> evidence() {
    return replica.status().evidence();
  }

  PbftStatus status() {
    return replica.status();
  }

  PbftMessage.PrePrepare proposal(int view, String block) {
    Block b = chain.block(block);
    ReplicaId primary = id(view % 4);
    return new PbftMessage.PrePrepare(
        new View(view), b, chain.vote(primary, chain.prepare(view, b)));
  }

  PbftMessage.Prepare prepare(int by, int view, String block) {
    Statement.Prepare statement = chain.prepare(view, chain.block(block));
    return new PbftMessage.Prepare(statement, chain.vote(id(by), statement));
  }

  PbftMessage.Commit commit(int by, int view, String block) {
    Statement.Commit statement = chain.commit(view, chain.block(block), Optional.empty());
    return new PbftMessage.Commit(statement, chain.vote(id(by), statement));
  }

  PbftMessage.Commit commit(int by, Statement.Commit statement) {
    return new PbftMessage.Commit(statement, chain.vote(id(by), statement));
  }

  PbftMessage.Prepare prepare(int by, Statement.Prepare statement) {
    return new PbftMessage.Prepare(statement, chain.vote(id(by), statement));
  }

  PbftMessage.Checkpoint checkpoint(int by, String block, Optional<String> wrongRoot) {
    Statement.Checkpoint statement = chain.checkpoint(chain.block(block), wrongRoot);
    return new PbftMessage.Checkpoint(statement, chain.vote(id(by), statement));
  }

  PbftMessage.ViewChange viewChange(
      int by, int view, Optional<CertifiedBlock> floor, List<PreparedBlock> prepared) {
    return chain.viewChange(id(by), view, floor, prepared);
  }

  PbftMessage.ViewChange knowsNothing(int by, int view) {
    return viewChange(by, view, Optional.empty(), List.of());
  }

  PbftMessage.CertifiedBlockReply certified(String block) {
    return new PbftMessage.CertifiedBlockReply(id(0), chain.notice(block, 0));
  }

  Vote vote(int by, Statement statement) {
    return chain.vote(id(by), statement);
  }

  /** What was committed. */
  private final class Archive implements History {

    @Override
    public SequenceNumber last() {
      return new SequenceNumber(blocks.size());
    }

    @Override
    public Optional<BlockNotice> block(SequenceNumber sequence) {
      return sequence.value() >= 1 && sequence.value() <= blocks.size()
          ? Optional.of(blocks.get((int) sequence.value() - 1))
          : Optional.empty();
    }
  }
}
