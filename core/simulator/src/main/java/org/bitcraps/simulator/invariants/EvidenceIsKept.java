package org.bitcraps.simulator.invariants;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.bitcraps.evidence.certificate.Misbehaviour;
import org.bitcraps.evidence.keys.Signature;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.protocol.consensus.JournalEntry;
import org.bitcraps.protocol.consensus.Observation;
import org.bitcraps.protocol.consensus.Output;
import org.bitcraps.simulator.Validator;

/**
 * E1: evidence is in the journal of the step that finds it, is there after every restart, and is
 * one piece of each kind about each culprit, however often it lies.
 */
public final class EvidenceIsKept implements Invariant {

  /** What one validator found. */
  private static final class Found {
    final Set<String> told = new HashSet<>();
    final Set<Misbehaviour> pending = new HashSet<>();
    final Set<Misbehaviour> durable = new HashSet<>();
    boolean forgetful;
  }

  private final Map<ReplicaId, Found> found = new HashMap<>();

  @Override
  public void stepped(Validator validator, Output output) {
    Found here = found.computeIfAbsent(validator.id(), id -> new Found());
    for (Observation observation : output.observations()) {
      if (observation instanceof Observation.Recovered) {
        restarted(validator, here);
      } else if (observation instanceof Observation.Incriminated incriminated) {
        found(validator, here, incriminated.proven(), output);
      }
    }
    if (here.pending.removeIf(piece -> isDurable(validator, piece) && here.durable.add(piece))) {
      require(
          !validator.isAlive() || validator.status().evidence().containsAll(here.durable),
          () -> "validator " + validator.id() + " does not show what it found");
    }
  }

  private void found(Validator validator, Found here, Misbehaviour proven, Output output) {
    require(
        here.told.add(proven.culprit() + " " + proven.offence().kind()),
        () -> "validator " + validator.id() + " tells more than one piece of a kind: " + proven);
    require(
        output.persist().stream().anyMatch(entry -> ends(entry, proven.toWire())),
        () -> "validator " + validator.id() + " does not journal what it found: " + proven);
    // What else is at the end of a record may be a commit, or a vote for a checkpoint.
    switch (proven) {
      case Misbehaviour.TwoPrepares m -> here.pending.add(m);
      case Misbehaviour.Amnesia m -> here.pending.add(m);
      case Misbehaviour.BrokenProposal m -> here.pending.add(m);
      case Misbehaviour.TwoCommits m -> {}
      case Misbehaviour.TwoNewViews m -> {}
      case Misbehaviour.TwoCheckpoints m -> {}
      case Misbehaviour.UnfoundedNewView m -> {}
    }
  }

  private void restarted(Validator validator, Found here) {
    here.told.clear();
    here.pending.clear();
    if (validator.isForgetful() && !here.forgetful) {
      here.forgetful = true;
      here.durable.clear();
    }
    if (validator.isAlive()) {
      require(
          validator.status().evidence().containsAll(here.durable),
          () -> "validator " + validator.id() + " forgets evidence in a restart");
      validator
          .status()
          .evidence()
          .forEach(piece -> here.told.add(piece.culprit() + " " + piece.offence().kind()));
    }
  }

  private static boolean isDurable(Validator validator, Misbehaviour piece) {
    byte[] bytes = piece.toWire();
    return validator.hasJournalled(
        Arrays.copyOfRange(bytes, bytes.length - Signature.BYTES, bytes.length));
  }

  private static boolean ends(JournalEntry entry, byte[] with) {
    byte[] bytes = entry.toWire();
    return bytes.length == with.length + 1
        && Arrays.equals(bytes, 1, bytes.length, with, 0, with.length);
  }
}
