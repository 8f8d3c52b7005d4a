package org.bitcraps.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bitcraps.crypto.BouncyScheme;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.certificate.Vote;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.ReplicaSet;
import org.bitcraps.evidence.membership.View;
import org.bitcraps.evidence.wire.Signed;
import org.bitcraps.evidence.wire.Unverified;
import org.bitcraps.evidence.wire.Verifier;
import org.bitcraps.protocol.pbft.PbftCodec;
import org.bitcraps.protocol.pbft.PbftMessage;

/**
 * Every vote, view-change and new-view on the tapes of all lives in their order; a false signature
 * fails at once, whatever contradicts earlier words is kept (P1).
 */
final class Votes {

  private final ReplicaSet set;
  private final Verifier verifier = new Verifier(new BouncyScheme());

  /** What each validator has said for one place: {@code kind validator view [sequence]}. */
  private final Map<String, Set<String>> said = new TreeMap<>();

  /** The view up to which each validator has signed a view-change. */
  private final Map<ReplicaId, View> left = new TreeMap<>();

  /** Places in a view that its validator had left before it first spoke there. */
  private final List<String> late = new ArrayList<>();

  /** Who has committed to a block and its root: {@code sequence digest root}. */
  private final Map<String, Set<Integer>> commits = new TreeMap<>();

  Votes(ReplicaSet set) {
    this.set = set;
  }

  static Votes on(Path folder, Genesis genesis) throws IOException {
    Votes votes = new Votes(genesis.replicaSet());
    for (List<Recording.Message> life : Recording.lives(folder)) {
      for (Recording.Message message : life) {
        if (message.address().endsWith(".votes")) {
          votes.note(PbftCodec.decode(message.body(), genesis.parameters()));
        }
      }
    }
    return votes;
  }

  void note(PbftMessage message) {
    switch (message) {
      case PbftMessage.PrePrepare m -> vote(m, m.statement(), m.vote());
      case PbftMessage.Prepare m -> vote(m, m.statement(), m.vote());
      case PbftMessage.Commit m -> vote(m, m.statement(), m.vote());
      case PbftMessage.ViewChange m -> {
        say(m, m.view(), "", digest(m));
        left.merge(m.sender(), m.view(), (a, b) -> a.isAfter(b) ? a : b);
      }
      case PbftMessage.NewView m -> say(m, m.view(), "", digest(m));
      case PbftMessage.Status m -> {}
      case PbftMessage.BodiesWanted m -> {}
      case PbftMessage.BlocksWanted m -> {}
      case PbftMessage.Bodies m -> {}
      case PbftMessage.CertifiedBlockReply m -> {}
      case PbftMessage.Checkpoint m -> sayOutsideViews(m, m.statement());
      case PbftMessage.CheckpointShown m -> {}
      case PbftMessage.StandingWanted m -> {}
      case PbftMessage.Standing m -> {}
      case PbftMessage.ChunksWanted m -> {}
      case PbftMessage.ChunkList m -> {}
      case PbftMessage.Chunk m -> {}
    }
  }

  /** Two messages differ if any byte does. */
  private static String digest(PbftMessage message) {
    return Digest.of(DomainTag.VIEW_CHANGE, message.toWire()).hex();
  }

  private void vote(PbftMessage message, Statement.InView statement, Vote vote) {
    String what = statement.block().toString();
    if (statement instanceof Statement.Commit commit) {
      what += " " + commit.resultRoot();
      commits
          .computeIfAbsent(statement.sequence().value() + " " + what, key -> new TreeSet<>())
          .add(vote.signer().value());
    }
    // A proposal is a prepare of the primary.
    say(message, statement.view(), " " + statement.sequence(), what);
  }

  /** C7: a checkpoint belongs to no view, so it cannot be too late for one. */
  private void sayOutsideViews(PbftMessage message, Statement statement) {
    check(message);
    String place =
        message.getClass().getSimpleName() + " " + message.sender() + " " + statement.sequence();
    said.computeIfAbsent(place, key -> new TreeSet<>()).add(digest(message));
  }

  /** Stored bytes may be sent again at any time: only what is new can be too late. */
  private void say(PbftMessage message, View view, String sequence, String what) {
    check(message);
    String kind =
        message instanceof PbftMessage.PrePrepare ? "Prepare" : message.getClass().getSimpleName();
    String place = kind + " " + message.sender() + " " + view + sequence;
    if (!said.containsKey(place) && left.getOrDefault(message.sender(), View.ZERO).isAfter(view)) {
      late.add(place);
    }
    said.computeIfAbsent(place, key -> new TreeSet<>()).add(what);
  }

  private void check(PbftMessage message) {
    List<Signed> claims = message.claims(set);
    assertThat(verifier.verify(new Unverified<>(message), m -> claims))
        .as("signatures of %s", message)
        .isPresent();
  }

  /** How many places of a kind there are. */
  long places(String kind) {
    return said.keySet().stream().filter(place -> place.startsWith(kind + " ")).count();
  }

  /** Places for which two things were said, or something in a view already left. */
  List<String> contradictions() {
    List<String> all = new ArrayList<>(late);
    said.forEach((place, what) -> {
      if (what.size() > 1) {
        all.add(place);
      }
    });
    return all;
  }

  /** How many validators' commits are on tape for this block and root. */
  int commits(long sequence, String digestAndRoot) {
    return commits.getOrDefault(sequence + " " + digestAndRoot, Set.of()).size();
  }
}
