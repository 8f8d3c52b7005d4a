package org.bitcraps.gateway.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bitcraps.evidence.certificate.QuorumCertificate;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.certificate.Vote;
import org.bitcraps.evidence.exchange.BlockNotice;
import org.bitcraps.evidence.exchange.NodeReport;
import org.bitcraps.evidence.execution.ExecutedBlock;
import org.bitcraps.evidence.membership.Quorum;
import org.bitcraps.evidence.membership.ReplicaSet;
import org.bitcraps.gateway.admission.Doors;
import org.bitcraps.gateway.admission.Problem;
import org.bitcraps.gateway.admission.ProblemCode;
import org.bitcraps.gateway.admission.RefusedException;
import org.bitcraps.gateway.collection.Archive;
import org.bitcraps.gateway.collection.BlockView;
import org.bitcraps.gateway.collection.ChainView;
import org.bitcraps.gateway.collection.Nodes;
import org.bitcraps.gateway.collection.Standstill;
import org.bitcraps.gateway.collection.ValidatorView;

/** How the chain is doing, its blocks and certificates. */
@Path("/consensus")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class ConsensusResource {

  private static final int BLOCKS_MAX = 100;

  @Inject ChainView view;
  @Inject Nodes nodes;
  @Inject Doors doors;

  /**
   * The moment; JSON as it stands.
   *
   * @param following false if this gateway's view has stopped for good
   * @param lastBlockAgoMs since the last certified block came; −1 before the first
   * @param view of the last certificate
   * @param primary of that view
   * @param crypto which library verifies here, if a validator runs here
   * @param waiting why nothing moves; empty while the game goes on
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Status(
      String chain,
      String protocol,
      long epoch,
      int validatorCount,
      int faulty,
      int quorum,
      boolean following,
      long sequence,
      long effectiveTimeMs,
      long lastBlockAgoMs,
      Long view,
      Integer primary,
      String crypto,
      boolean devnet,
      List<ValidatorView> validators,
      List<Standstill.Reason> waiting,
      long timeMs) {}

  /** How the chain is doing. */
  @GET
  @Path("status")
  public Response status() {
    long nowMs = System.currentTimeMillis();
    Optional<NodeReport> report = nodes.report();
    ReplicaSet set = view.ledger().validators();
    Quorum quorum = set.quorum();
    Optional<org.bitcraps.evidence.membership.View> last =
        view.lastFollowed().map(b -> b.notice().certified().certificate().statement().view());
    return Answers.now(
        new Status(
            view.genesis().chainId().toString(),
            "pbft",
            set.epoch().value(),
            quorum.n(),
            quorum.faulty(),
            quorum.size(),
            view.stopped().isEmpty(),
            view.last().sequence().value(),
            view.last().effectiveTimeMs(),
            view.lastAtMs() == 0 ? -1 : nowMs - view.lastAtMs(),
            last.map(v -> v.value()).orElse(null),
            last.map(v -> set.primary(v).value()).orElse(null),
            report.map(NodeReport::crypto).orElse(null),
            view.ledger().has(org.bitcraps.evidence.genesis.Genesis.Flag.DEVNET),
            ValidatorView.all(view, report),
            Standstill.reasons(view, report, nowMs),
            nowMs));
  }

  /** Keys of one epoch's set. */
  record EpochView(
      long epoch, long fromSequence, int quorum, List<GenesisResource.ValidatorKeys> validators) {}

  /** The validators, with history per epoch. */
  @GET
  @Path("validators")
  public Response validators() {
    List<GenesisResource.ValidatorKeys> keys =
        view.genesis().validators().stream()
            .map(v ->
                new GenesisResource.ValidatorKeys(
                    v.id().value(), v.voteKey().hex(), v.vrfKey().hex()))
            .toList();
    return Answers.now(
        Map.of(
            "epochs",
            List.of(new EpochView(0, 1, view.genesis().replicaSet().quorum().size(), keys)),
            "validators",
            ValidatorView.all(view, nodes.report())));
  }

  /** Other gateways that can be asked for the same blocks. */
  @GET
  @Path("witnesses")
  public Response witnesses() {
    return Answers.now(Map.of("witnesses", doors.witnesses()));
  }

  /** A certificate; JSON as it stands. */
  record CertificateView(
      long sequence,
      long epoch,
      long view,
      String block,
      String resultRoot,
      List<VoteView> votes,
      String bytes) {}

  /** One signature. */
  record VoteView(int signer, String signature) {

    static VoteView of(Vote vote) {
      return new VoteView(vote.signer().value(), vote.signature().hex());
    }
  }

  /** The certificate of a block. */
  @GET
  @Path("qc/{sequence}")
  public Response certificate(@PathParam("sequence") String sequence) {
    QuorumCertificate<Statement.Commit> certificate =
        notice(Answers.number(sequence, "sequence")).certified().certificate();
    Statement.Commit statement = certificate.statement();
    return Answers.forEver(
        new CertificateView(
            statement.sequence().value(),
            statement.epoch().value(),
            statement.view().value(),
            statement.block().hex(),
            statement.resultRoot().hex(),
            certificate.votes().stream().map(VoteView::of).toList(),
            HexFormat.of().formatHex(certificate.toWire())));
  }

  /** A block. */
  @GET
  @Path("blocks/{sequence}")
  public Response block(@PathParam("sequence") String sequence) {
    return Answers.forEver(BlockView.of(notice(Answers.number(sequence, "sequence"))));
  }

  /** What a block brought about: the leaves under its result root, each its canonical bytes. */
  record LeavesView(long sequence, String resultRoot, List<String> leaves) {}

  /** All result leaves of a block, in order: whoever hashes them has the root that was signed. */
  @GET
  @Path("blocks/{sequence}/leaves")
  public Response leaves(@PathParam("sequence") String sequence) {
    return Answers.forEver(leaves(view, Answers.number(sequence, "sequence")));
  }

  static LeavesView leaves(ChainView view, long sequence) {
    notice(view, sequence);
    try {
      ExecutedBlock executed = view.archive().blocks(List.of(sequence)).get(sequence).executed();
      return new LeavesView(
          sequence,
          executed.resultRoot().hex(),
          executed.leaves().stream().map(leaf -> HexFormat.of().formatHex(leaf.toWire())).toList());
    } catch (Archive.PrunedException e) {
      throw new RefusedException(Problem.of(ProblemCode.PRUNED, "sequence", e.getMessage()));
    }
  }

  /** Blocks from … to, ascending; the last twenty if nothing is said, 100 at most. */
  @GET
  @Path("blocks")
  public Response blocks(@QueryParam("from") String from, @QueryParam("to") String to) {
    long last = view.last().sequence().value();
    long upTo = to == null ? last : Math.min(last, Answers.number(to, "to"));
    long first = from == null ? Math.max(1, upTo - 19) : Answers.number(from, "from");
    if (first < 1 || upTo - first >= BLOCKS_MAX) {
      throw Answers.refused(
          ProblemCode.FIELD_INVALID,
          "from",
          "from is at least 1, and at most " + BLOCKS_MAX + " blocks come at once");
    }
    List<BlockView> blocks = new ArrayList<>();
    for (long sequence = first; sequence <= upTo; sequence++) {
      blocks.add(BlockView.of(notice(sequence)));
    }
    return Answers.now(Map.of("blocks", blocks));
  }

  private BlockNotice notice(long sequence) {
    return notice(view, sequence);
  }

  private static BlockNotice notice(ChainView view, long sequence) {
    if (sequence < 1 || sequence > view.last().sequence().value()) {
      throw Answers.refused(
          ProblemCode.BLOCK_NOT_FOUND,
          "sequence",
          "certified blocks here go from 1 to " + view.last().sequence());
    }
    return view.archive()
        .notice(sequence)
        .orElseThrow(() ->
            new RefusedException(
                Problem.of(
                    ProblemCode.PRUNED,
                    "sequence",
                    "blocks before %d are no longer kept here; block %d covers them: it names its"
                            .formatted(view.archive().firstNotice(), view.archive().firstNotice())
                        + " parent, and so on down")));
  }
}
