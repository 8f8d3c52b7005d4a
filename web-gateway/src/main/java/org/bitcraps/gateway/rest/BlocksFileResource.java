package org.bitcraps.gateway.rest;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Semaphore;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.replay.BlocksFile;
import org.bitcraps.gateway.admission.Problem;
import org.bitcraps.gateway.admission.ProblemCode;
import org.bitcraps.gateway.admission.RefusedException;
import org.bitcraps.gateway.collection.ChainView;

/**
 * The chain as one file for {@code ./bitcraps replay}: written block by block as fast as the client
 * reads, never more than one block of it in memory.
 *
 * <p>Bound: {@link #AT_ONCE} downloads; the next one is told to come again (X4).
 */
@Path("/consensus/blocks.bin")
@RequestScoped
@Produces({MediaType.APPLICATION_OCTET_STREAM, MediaType.APPLICATION_JSON})
public class BlocksFileResource {

  /** A download occupies one of the server's threads: players need the others. */
  static final int AT_ONCE = 4;

  private static final int RETRY_AFTER_SECONDS = 30;
  private static final Semaphore PLACES = new Semaphore(AT_ONCE);

  @Inject ChainView view;

  /** Blocks from … to; the whole chain if nothing is said. */
  @GET
  public Response file(@QueryParam("from") String from, @QueryParam("to") String to) {
    long certified = view.last().sequence().value();
    long first = from == null ? 1 : Answers.number(from, "from");
    long last = to == null ? certified : Math.min(certified, Answers.number(to, "to"));
    if (first < 1 || last < first - 1) {
      throw Answers.refused(
          ProblemCode.FIELD_INVALID,
          "from",
          "from is at least 1 and at most " + (last + 1) + ", one more than the last block");
    }
    if (first <= last) {
      block(view, first);
    }
    StreamingOutput file = out -> write(view, first, last, out);
    return Response.ok(file, MediaType.APPLICATION_OCTET_STREAM_TYPE)
        .header("Content-Disposition", "attachment; filename=\"blocks.bin\"")
        .header("Cache-Control", "no-store")
        .build();
  }

  /** The place is taken here, where it is given back for certain. */
  static void write(ChainView view, long first, long last, OutputStream out) throws IOException {
    if (!PLACES.tryAcquire()) {
      throw new RefusedException(
          Problem.of(ProblemCode.BUSY, AT_ONCE + " downloads are under way")
              .retryAfter(RETRY_AFTER_SECONDS));
    }
    try {
      out.write(BlocksFile.preamble());
      out.write(
          BlocksFile.frame(
              new BlocksFile.Header(
                  new SequenceNumber(first), new SequenceNumber(last), view.genesis())));
      for (long sequence = first; sequence <= last; sequence++) {
        out.write(BlocksFile.frame(block(view, sequence)));
      }
    } finally {
      PLACES.release();
    }
  }

  private static byte[] block(ChainView view, long sequence) {
    return view.archive()
        .encoded(sequence)
        .orElseThrow(() ->
            Answers.refused(
                ProblemCode.PRUNED,
                "from",
                "block %d is no longer kept here; the last blocks are, from %d on"
                    .formatted(sequence, view.archive().firstNotice())));
  }
}
