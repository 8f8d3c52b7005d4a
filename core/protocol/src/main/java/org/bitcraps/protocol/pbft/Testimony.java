package org.bitcraps.protocol.pbft;

import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.bitcraps.evidence.certificate.Misbehaviour;
import org.bitcraps.evidence.certificate.NewViewStatement;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.certificate.ViewChangeStatement;
import org.bitcraps.evidence.certificate.Vote;
import org.bitcraps.evidence.keys.Signature;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.membership.View;

/**
 * What one member signed, the first of each kind at each place, and what contradicts it (DESIGN
 * E1). {@link Witness} decides which places are watched, and so bounds this.
 */
final class Testimony {

  /** It can begin a view only with the view-changes of a quorum, so a few are enough. */
  private static final int NEW_VIEWS_MAX = 3;

  private final Places<Statement.Prepare> prepares = new Places<>();
  private final Places<Statement.Commit> commits = new Places<>();
  private final NavigableMap<SequenceNumber, Signed<Statement.Checkpoint>> checkpoints =
      new TreeMap<>();
  private final NavigableMap<View, Signed<NewViewStatement>> newViews = new TreeMap<>();

  /** The one for the highest view: it must hold for every commit in any view below. */
  private Optional<ViewChangeStatement> viewChange = Optional.empty();

  // What is below these is forgotten already: nothing is remembered that is not watched.
  private View lowest = View.ZERO;
  private SequenceNumber lowestVote = SequenceNumber.ZERO;
  private SequenceNumber lowestCheckpoint = SequenceNumber.ZERO;

  private record Signed<S>(S statement, Signature signature) {}

  /** It voted, or proposed. */
  Optional<Misbehaviour> prepared(Statement.Prepare statement, Vote vote) {
    return prepares
        .contradicting(statement, vote)
        .map(before ->
            Misbehaviour.TwoPrepares.of(
                before.statement(), new Vote(vote.signer(), before.signature()), statement, vote));
  }

  /** It committed: to one thing at one place, and to nothing that it said it did not know. */
  Optional<Misbehaviour> committed(Statement.Commit statement, Vote vote) {
    Optional<Misbehaviour> two =
        commits
            .contradicting(statement, vote)
            .map(before ->
                Misbehaviour.TwoCommits.of(
                    before.statement(),
                    new Vote(vote.signer(), before.signature()),
                    statement,
                    vote));
    return two.or(() -> forgottenBy(statement, vote.signature()));
  }

  private Optional<Misbehaviour> forgottenBy(Statement.Commit commit, Signature signature) {
    return viewChange
        .filter(known -> known.forgets(commit))
        .map(known -> new Misbehaviour.Amnesia(commit, signature, known));
  }

  /** It left all views below another one, and said what it knew. */
  Optional<Misbehaviour> left(ViewChangeStatement statement) {
    if (viewChange.isEmpty() || statement.view().isAfter(viewChange.get().view())) {
      viewChange = Optional.of(statement);
    }
    for (NavigableMap<SequenceNumber, Signed<Statement.Commit>> inView : commits.views.values()) {
      for (Signed<Statement.Commit> commit : inView.values()) {
        if (statement.forgets(commit.statement())) {
          return Optional.of(
              new Misbehaviour.Amnesia(commit.statement(), commit.signature(), statement));
        }
      }
    }
    return Optional.empty();
  }

  /** It began a view. */
  Optional<Misbehaviour> began(NewViewStatement statement, Signature signature) {
    Signed<NewViewStatement> before =
        newViews.putIfAbsent(statement.view(), new Signed<>(statement, signature));
    if (before != null && !before.statement().equals(statement)) {
      return Optional.of(
          Misbehaviour.TwoNewViews.of(
              before.statement(), before.signature(), statement, signature));
    }
    if (newViews.size() > NEW_VIEWS_MAX) {
      newViews.pollFirstEntry();
    }
    return Optional.empty();
  }

  /** It signed a state. */
  Optional<Misbehaviour> checkpointed(Statement.Checkpoint statement, Vote vote) {
    Signed<Statement.Checkpoint> before =
        checkpoints.putIfAbsent(statement.sequence(), new Signed<>(statement, vote.signature()));
    return before == null || before.statement().equals(statement)
        ? Optional.empty()
        : Optional.of(
            Misbehaviour.TwoCheckpoints.of(
                before.statement(), new Vote(vote.signer(), before.signature()), statement, vote));
  }

  /** What lies below is watched no more. */
  void forget(View fromView, SequenceNumber fromVote, SequenceNumber fromCheckpoint) {
    if (fromView.equals(lowest)
        && fromVote.equals(lowestVote)
        && fromCheckpoint.equals(lowestCheckpoint)) {
      return;
    }
    lowest = fromView;
    lowestVote = fromVote;
    lowestCheckpoint = fromCheckpoint;
    prepares.forget(lowest, lowestVote);
    commits.forget(lowest, lowestVote);
    checkpoints.headMap(lowestCheckpoint).clear();
  }

  /** Votes of one kind, by view and sequence. */
  private static final class Places<S extends Statement.InView> {

    final NavigableMap<View, NavigableMap<SequenceNumber, Signed<S>>> views = new TreeMap<>();

    /** Remembers a vote; answers with the one before it at that place, if that says otherwise. */
    Optional<Signed<S>> contradicting(S statement, Vote vote) {
      Signed<S> before =
          views
              .computeIfAbsent(statement.view(), view -> new TreeMap<>())
              .putIfAbsent(statement.sequence(), new Signed<>(statement, vote.signature()));
      return Optional.ofNullable(before).filter(b -> !b.statement().equals(statement));
    }

    void forget(View lowest, SequenceNumber lowestVote) {
      views.headMap(lowest).clear();
      views.values().forEach(places -> places.headMap(lowestVote).clear());
    }
  }
}
