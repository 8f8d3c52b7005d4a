package org.bitcraps.gateway.rest;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.HexFormat;
import java.util.List;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.exchange.SnapshotManifest;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.gateway.admission.Problem;
import org.bitcraps.gateway.admission.ProblemCode;
import org.bitcraps.gateway.admission.RefusedException;
import org.bitcraps.gateway.collection.Snapshots;

/** The whole state after a block that a quorum signed: to begin with it instead of genesis. */
@Path("/snapshot")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class SnapshotResource {

  private static final int RETRY_AFTER_SECONDS = 10;

  @Inject Snapshots snapshots;

  /**
   * What a snapshot consists of; JSON as it stands.
   *
   * @param stateBytes of all chunks
   * @param chunks their digests, in order
   * @param certifiedBlock canonical bytes of the block and its certificate
   * @param checkpoint canonical bytes of the certificate of the state
   */
  record SnapshotView(
      long sequence,
      long epoch,
      String block,
      String resultRoot,
      String stateRoot,
      long stateBytes,
      List<String> chunks,
      List<ConsensusResource.VoteView> votes,
      String certifiedBlock,
      String checkpoint) {}

  /** The latest. */
  @GET
  public Response latest() {
    Snapshots.Snapshot latest =
        snapshots
            .latest()
            .orElseThrow(() ->
                new RefusedException(
                    Problem.of(
                            ProblemCode.SNAPSHOT_NOT_READY,
                            "no checkpoint has reached this gateway since it started")
                        .retryAfter(RETRY_AFTER_SECONDS)));
    SnapshotManifest manifest = latest.manifest();
    Statement.Checkpoint statement = manifest.checkpoint().statement();
    return Answers.now(
        new SnapshotView(
            statement.sequence().value(),
            statement.epoch().value(),
            statement.block().hex(),
            statement.resultRoot().hex(),
            statement.stateRoot().hex(),
            latest.tree().bytes(),
            manifest.chunks().stream().map(Digest::hex).toList(),
            manifest.checkpoint().votes().stream().map(ConsensusResource.VoteView::of).toList(),
            HexFormat.of().formatHex(manifest.block().toWire()),
            HexFormat.of().formatHex(manifest.checkpoint().toWire())));
  }

  /** Its bytes hash to its address. */
  @GET
  @Path("chunks/{digest}")
  @Produces({MediaType.APPLICATION_OCTET_STREAM, MediaType.APPLICATION_JSON})
  public Response chunk(@PathParam("digest") String digest) {
    byte[] chunk =
        snapshots
            .chunk(Digest.fromBytes(Answers.bytes(digest, Digest.BYTES, "digest")))
            .orElseThrow(() ->
                Answers.refused(
                    ProblemCode.PRUNED,
                    "digest",
                    "of none of the snapshots that are kept here; begin again with the latest"));
    return Response.ok(chunk, MediaType.APPLICATION_OCTET_STREAM_TYPE)
        .header("Cache-Control", Answers.FOR_EVER)
        .build();
  }
}
