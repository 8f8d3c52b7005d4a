package org.bitcraps.simulator.invariants;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.bitcraps.evidence.certificate.Misbehaviour;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.certificate.ViewChangeStatement;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.Verifier;
import org.bitcraps.protocol.consensus.Observation;
import org.bitcraps.protocol.consensus.Output;
import org.bitcraps.protocol.pbft.PbftCodec;
import org.bitcraps.protocol.pbft.PbftMessage;
import org.bitcraps.simulator.Validator;
import org.bitcraps.simulator.Violation;

/**
 * E1: every piece of evidence accuses a validator that lies or whose disk did, and anybody can
 * check it from its bytes. And whoever heard everything that an honest validator ever sent, also
 * before it lost its disk, could prove nothing against it.
 */
public final class HonestNeverSlashed implements Invariant {

  private final Genesis genesis;
  private final Verifier verifier;
  private final Predicate<ReplicaId> faulty;
  private final Map<ReplicaId, List<Statement.Commit>> commits = new HashMap<>();
  private final Map<ReplicaId, ViewChangeStatement> left = new HashMap<>();

  /**
   * @param faulty who lies, or has a disk that did
   */
  public HonestNeverSlashed(Genesis genesis, Verifier verifier, Predicate<ReplicaId> faulty) {
    this.genesis = genesis;
    this.verifier = verifier;
    this.faulty = faulty;
  }

  @Override
  public void stepped(Validator validator, Output output) {
    for (Observation observation : output.observations()) {
      if (observation instanceof Observation.Incriminated incriminated) {
        Misbehaviour proven = incriminated.proven();
        require(
            faulty.test(proven.culprit()),
            () -> "validator " + validator.id() + " accuses an honest one: " + proven);
        byte[] bytes = proven.toWire();
        Misbehaviour read = Decoder.decode(bytes, bytes.length, Misbehaviour::decode);
        require(
            isProven(read),
            () -> "validator " + validator.id() + " holds evidence that proves nothing: " + proven);
      }
    }
  }

  @Override
  public void sent(Validator from, PbftMessage message) {
    if (message instanceof PbftMessage.Commit m) {
      committed(from, m.statement());
    } else if (message instanceof PbftMessage.ViewChange m) {
      left(from, m);
    } else if (message instanceof PbftMessage.PrePrepare m) {
      require(
          m.block().bodies().size() <= genesis.parameters().get(Parameter.BLOCK_BODIES_MAX),
          () -> "validator " + from.id() + " proposes too large a block");
    } else if (message instanceof PbftMessage.NewView m) {
      require(
          PbftCodec.refusedNewView(m.toWire(), genesis.parameters())
              .filter(this::isProven)
              .isEmpty(),
          () -> "validator " + from.id() + " can be slashed for its new-view " + m.view());
    }
  }

  private boolean isProven(Misbehaviour shown) {
    return shown.isProven(genesis.chainId(), genesis.replicaSet(), genesis.parameters(), verifier);
  }

  private void committed(Validator from, Statement.Commit statement) {
    List<Statement.Commit> all = commits.computeIfAbsent(from.id(), id -> new ArrayList<>());
    if (!all.contains(statement)) {
      all.add(statement);
    }
    ViewChangeStatement known = left.get(from.id());
    if (known != null && known.forgets(statement)) {
      throw forgotten(from, statement, known);
    }
  }

  private void left(Validator from, PbftMessage.ViewChange message) {
    ViewChangeStatement statement = PbftCodec.statementOf(message);
    // What lies at or below a floor is never forgotten, and floors only rise.
    List<Statement.Commit> all = commits.computeIfAbsent(from.id(), id -> new ArrayList<>());
    for (Statement.Commit commit : all) {
      if (statement.forgets(commit)) {
        throw forgotten(from, commit, statement);
      }
    }
    ViewChangeStatement before = left.get(from.id());
    if (before == null || statement.view().isAfter(before.view())) {
      left.put(from.id(), statement);
      all.removeIf(c -> !c.sequence().isAfter(statement.floorSequence()));
    }
  }

  private Violation forgotten(
      Validator from, Statement.Commit commit, ViewChangeStatement viewChange) {
    return new Violation(
        getClass().getSimpleName(),
        "validator " + from.id() + " can be slashed: " + commit + " and " + viewChange);
  }
}
