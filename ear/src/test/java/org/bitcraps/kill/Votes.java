package org.bitcraps.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bitcraps.crypto.BouncyScheme;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.certificate.Vote;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.membership.ReplicaSet;
import org.bitcraps.evidence.wire.Verifier;
import org.bitcraps.protocol.pbft.PbftCodec;
import org.bitcraps.protocol.pbft.PbftMessage;

/** Every vote on the tapes of all lives, whose signature is good. */
final class Votes {

  private final ReplicaSet set;
  private final Verifier verifier = new Verifier(new BouncyScheme());

  /** What each validator has said for one place: {@code kind validator view sequence}. */
  private final Map<String, Set<String>> said = new TreeMap<>();

  /** Who has committed to a block and its root: {@code sequence digest root}. */
  private final Map<String, Set<Integer>> commits = new TreeMap<>();

  private Votes(Genesis genesis) {
    this.set = genesis.replicaSet();
  }

  static Votes on(Path folder, Genesis genesis) throws IOException {
    Votes votes = new Votes(genesis);
    for (List<Recording.Message> life : Recording.lives(folder)) {
      for (Recording.Message message : life) {
        if (message.address().endsWith(".votes")) {
          votes.note(PbftCodec.decode(message.body(), genesis.parameters()));
        }
      }
    }
    return votes;
  }

  private void note(PbftMessage message) {
    switch (message) {
      case PbftMessage.PrePrepare m -> note(m.statement(), m.vote());
      case PbftMessage.Prepare m -> note(m.statement(), m.vote());
      case PbftMessage.Commit m -> note(m.statement(), m.vote());
      case PbftMessage.ViewChange m -> {}
      case PbftMessage.NewView m -> {}
      case PbftMessage.Status m -> {}
      case PbftMessage.BodiesWanted m -> {}
      case PbftMessage.BlocksWanted m -> {}
      case PbftMessage.Bodies m -> {}
      case PbftMessage.CertifiedBlockReply m -> {}
    }
  }

  private void note(Statement statement, Vote vote) {
    assertThat(
            verifier.isValid(
                set.voteKey(vote.signer()).orElseThrow(), statement.toWire(), vote.signature()))
        .as("signature of %s under %s", vote.signer(), statement)
        .isTrue();
    String what = statement.block().toString();
    if (statement instanceof Statement.Commit commit) {
      what += " " + commit.resultRoot();
      commits
          .computeIfAbsent(statement.sequence().value() + " " + what, key -> new TreeSet<>())
          .add(vote.signer().value());
    }
    String place =
        String.join(
            " ",
            statement.getClass().getSimpleName(),
            vote.signer().toString(),
            statement.view().toString(),
            statement.sequence().toString());
    said.computeIfAbsent(place, key -> new TreeSet<>()).add(what);
  }

  Map<String, Set<String>> said() {
    return said;
  }

  /** How many validators' commits are on tape for this block and root. */
  int commits(long sequence, String digestAndRoot) {
    return commits.getOrDefault(sequence + " " + digestAndRoot, Set.of()).size();
  }
}
