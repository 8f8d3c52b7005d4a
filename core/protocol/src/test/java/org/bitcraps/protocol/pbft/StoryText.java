package org.bitcraps.protocol.pbft;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.bitcraps.evidence.certificate.Misbehaviour;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.exchange.BlockNotice;
import org.bitcraps.evidence.exchange.CertifiedBlock;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.execution.Round;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.View;
import org.bitcraps.evidence.operation.Body;
import org.bitcraps.protocol.consensus.Executed;
import org.bitcraps.protocol.consensus.JournalEntry;
import org.bitcraps.protocol.consensus.Observation;
import org.bitcraps.protocol.consensus.Outbound;
import org.bitcraps.protocol.consensus.Output;
import org.bitcraps.protocol.consensus.PeerMessage;
import org.bitcraps.protocol.consensus.Recipient;
import org.bitcraps.protocol.consensus.TimerChange;
import org.bitcraps.protocol.replica.LedgerExecution;
import org.bitcraps.protocol.replica.RoundOperations;

/** A complete output in words, field by field. Signatures are the only thing left out. */
final class StoryText {

  static final String NOTHING = "(nothing)";

  private final StoryChain chain;
  private int own;

  StoryText(StoryChain chain) {
    this.chain = chain;
  }

  List<String> of(Output output) {
    List<String> lines = new ArrayList<>();
    output.persist().forEach(entry -> lines.add("journal  " + of(entry)));
    output.send().forEach(outbound -> lines.add("send     " + of(outbound)));
    output
        .committed()
        .forEach(block ->
            lines.add("commit   " + of(block.notice().certified()) + table(block.executed())));
    output.timers().forEach(timer -> lines.add("timer    " + of(timer)));
    output.observations().forEach(o -> lines.add("note     " + of(o)));
    output
        .shortening()
        .ifPresent(s -> lines.add("shorten  the journal may begin at " + s.checkpoint()));
    return lines.isEmpty() ? List.of(NOTHING) : lines;
  }

  /** Where the round at the table stands, if there is one. */
  private static String table(Executed executed) {
    if (!(executed instanceof LedgerExecution.LedgerState state)) {
      return "";
    }
    Round round = state.block().ledger().table(StoryChain.TABLE).orElseThrow().round();
    return "; round %d %s%s"
        .formatted(
            round.number(), round.phase(), round.roll().map(roll -> " with " + roll).orElse(""));
  }

  private String of(JournalEntry entry) {
    return RoundOperations.journalled(entry)
        .map(body -> "signed " + name(body))
        .orElseGet(() -> of((PbftEntry) entry));
  }

  private String of(PbftEntry entry) {
    return switch (entry) {
      case PbftEntry.Opened e -> "opened by " + e.self();
      case PbftEntry.OpenedMute e -> "opened mute by " + e.self();
      case PbftEntry.BodyHeld e -> "body " + name(e.body().open(chain.genesis().parameters()));
      case PbftEntry.Accepted e -> "accepted in view " + e.view() + ": " + of(e.block());
      case PbftEntry.CommitSigned e ->
          "prepared by %s, then %s".formatted(e.prepared().signers(), of(e.statement()));
      case PbftEntry.Certified e -> "certified " + of(e.block());
      case PbftEntry.ViewChangeSigned e -> of(e.message());
      case PbftEntry.Incriminated e -> "evidence: " + of(e.evidence());
      case PbftEntry.Ordered e -> "ordered: " + e.bodies().size() + " bodies";
      case PbftEntry.Rotated e -> "view " + e.view() + " begins above block " + e.floor();
      case PbftEntry.ViewEntered e -> of(e.message());
      case PbftEntry.CheckpointSigned e -> of(e.statement());
      case PbftEntry.CheckpointStable e ->
          "stable %s by %s".formatted(of(e.certificate().statement()), e.certificate().signers());
      case PbftEntry.ChunkHeld e -> "a chunk of state";
      case PbftEntry.Anchored e -> "begins at " + of(e.certificate().statement());
      case PbftEntry.Fetching e ->
          "fetches %s in %d chunks"
              .formatted(of(e.target().certificate().statement()), e.chunks().size());
      case PbftEntry.Skipped e -> "skips blocks";
      case PbftEntry.Muted e -> "mute";
      case PbftEntry.Unmuted e -> "signs again from view " + e.lowest();
    };
  }

  private String of(Outbound outbound) {
    return switch (outbound) {
      case Outbound.ToPeers peers -> to(peers.to()) + ": " + of(peers.message());
      case Outbound.ToGateways gateways -> to(gateways.to()) + ": " + of(gateways.notice());
      case Outbound.StateToGateways gateways ->
          to(gateways.to()) + ": stable " + of(gateways.checkpoint().statement());
    };
  }

  private static String to(Recipient recipient) {
    return switch (recipient) {
      case Recipient.Others others -> "to all";
      case Recipient.One one -> "to " + one.id();
      case Recipient.ToGateway gateway -> "to gateway " + gateway.gateway();
      case Recipient.Gateways gateways -> "to gateways";
    };
  }

  private String of(PeerMessage message) {
    return switch ((PbftMessage) message) {
      case PbftMessage.PrePrepare m -> "pre-prepare in view " + m.view() + ": " + of(m.block());
      case PbftMessage.Prepare m -> of(m.statement());
      case PbftMessage.Commit m -> of(m.statement());
      case PbftMessage.ViewChange m ->
          "view-change to %s, floor %s, prepared %s"
              .formatted(
                  m.view(),
                  m.floor().map(f -> name(f.block())).orElse("genesis"),
                  m.prepared().stream().map(p -> name(p.block()) + "@" + p.view()).toList());
      case PbftMessage.NewView m ->
          "new-view %s by the view-changes of %s"
              .formatted(
                  m.view(), m.viewChanges().stream().map(PbftMessage.ViewChange::sender).toList());
      case PbftMessage.Status m -> "status: view " + m.view() + ", certified " + m.lastCertified();
      case PbftMessage.BodiesWanted m -> "wants bodies " + names(m.digests());
      case PbftMessage.BlocksWanted m ->
          "wants blocks from %s, at most %d".formatted(m.request().from(), m.request().count());
      case PbftMessage.Bodies m -> "bodies " + m.bodies().stream().map(this::name).toList();
      case PbftMessage.CertifiedBlockReply m -> of(m.notice());
      case PbftMessage.Checkpoint m -> of(m.statement());
      case PbftMessage.CheckpointShown m ->
          "shows %s by %s".formatted(of(m.certificate().statement()), m.certificate().signers());
      case PbftMessage.StandingWanted m -> "wants standings and checkpoint " + m.checkpoint();
      case PbftMessage.Standing m ->
          "stands in view " + m.view() + ", certified " + m.lastCertified();
      case PbftMessage.ChunksWanted m ->
          m.chunks().isEmpty()
              ? "wants the list of chunks"
              : "wants %d chunks".formatted(m.chunks().size());
      case PbftMessage.ChunkList m -> "lists %d chunks".formatted(m.chunks().size());
      case PbftMessage.Chunk m -> "gives a chunk";
    };
  }

  private String of(Statement statement) {
    return switch (statement) {
      case Statement.Prepare s -> "prepare in view " + s.view() + ": " + name(s.block());
      case Statement.Commit s ->
          "commit in view %s: %s%s".formatted(s.view(), name(s.block()), root(s));
      case Statement.Checkpoint s -> "checkpoint %s: %s".formatted(s.sequence(), name(s.block()));
    };
  }

  /** Only a root that is not the block's own is worth a word. */
  private String root(Statement.Commit statement) {
    Digest right =
        chain.name(statement.block()).map(n -> chain.root(chain.block(n))).orElse(Digest.ZERO);
    return right.equals(statement.resultRoot()) ? "" : " with root " + name(statement.resultRoot());
  }

  private String of(BlockNotice notice) {
    return "certified %s with bodies %s"
        .formatted(of(notice.certified()), notice.bodies().stream().map(this::name).toList());
  }

  private String of(CertifiedBlock certified) {
    Statement.Commit statement = certified.certificate().statement();
    return "%s by %s in view %s"
        .formatted(name(certified.block()), certified.certificate().signers(), statement.view());
  }

  private static String of(TimerChange timer) {
    return switch (timer) {
      case TimerChange.Set set -> set.timer() + " at +" + (set.atMs() - StoryChain.START_MS);
      case TimerChange.Cancel cancel -> cancel.timer() + " cancelled";
    };
  }

  private String of(Observation observation) {
    return switch (observation) {
      case Observation.Proposed o -> "proposed " + name(o.block());
      case Observation.Certified o ->
          "certified %s after %d ms".formatted(name(o.block()), o.latencyMs());
      case Observation.ViewChangeStarted o ->
          "gives up view %s for %s: %s".formatted(o.from(), o.to(), o.reason());
      case Observation.ViewEntered o -> "entered view " + o.view() + ", primary " + o.primary();
      case Observation.Refused o -> "refused " + o.rejection() + " from " + o.sender();
      case Observation.ResultSplit o ->
          "another outcome of %s: %s".formatted(o.sequence(), name(o.theirs()));
      case Observation.CatchingUp o ->
          "catching up from %s to %s with %s".formatted(o.from(), o.to(), o.peer());
      case Observation.Muted o -> "mute";
      case Observation.Unmuted o ->
          "signs again from view %s, checkpoint %s".formatted(o.lowest(), o.checkpoint());
      case Observation.FetchingState o ->
          "fetches the state of checkpoint %s, from %s on".formatted(o.checkpoint(), o.from());
      case Observation.StateRestored o ->
          "goes on from checkpoint %s, fetched in %d chunks".formatted(o.checkpoint(), o.chunks());
      case Observation.CheckpointStable o -> "checkpoint " + o.sequence() + " is stable";
      case Observation.Incriminated o -> "incriminates " + of(o.proven());
      case Observation.Recovered o -> at("recovered", o.view(), o.lastCertified().toString());
    };
  }

  private static String of(Misbehaviour proven) {
    return "%s of %s".formatted(proven.getClass().getSimpleName(), proven.culprit());
  }

  private static String at(String what, View view, String certified) {
    return what + " in view " + view + ", certified " + certified;
  }

  private String of(Block block) {
    return "%s = %s after %s at +%d with %s"
        .formatted(
            name(block),
            block.sequence(),
            name(block.parent()),
            block.timeMs() - StoryChain.START_MS,
            names(block.bodies()));
  }

  private String name(Block block) {
    if (chain.name(block.digest()).isEmpty()) {
      own++;
      chain.know("own" + own, block);
    }
    return name(block.digest());
  }

  private String name(BatchBody body) {
    return name(body.body());
  }

  private String name(Body body) {
    chain.know(body);
    return name(body.digest());
  }

  private String name(Digest digest) {
    return chain.name(digest).orElse(digest.brief());
  }

  private String names(List<Digest> digests) {
    return digests.stream().map(this::name).collect(Collectors.joining(", ", "[", "]"));
  }
}
