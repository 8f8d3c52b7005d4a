package org.bitcraps.gateway.push;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.bitcraps.evidence.bet.BetLine;
import org.bitcraps.gateway.collection.BlockView;
import org.bitcraps.gateway.collection.RollView;
import org.bitcraps.gateway.collection.Standstill;
import org.bitcraps.gateway.collection.TableView;
import org.bitcraps.gateway.collection.ValidatorView;

/**
 * What the server sends; JSON as it stands, with {@code type} first. Frames with an {@code n} are
 * about the block with that sequence, and the same for every client; the others are about the
 * moment.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
sealed interface Frame {

  /** Reads what clients send, writes what they get. */
  ObjectMapper JSON =
      new ObjectMapper(
              JsonFactory.builder()
                  .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(8).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** First in JSON. */
  String type();

  /** The text of the frame. */
  default String text() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a frame of ours is no JSON", e);
    }
  }

  /**
   * The first frame of a connection that does not resume: everything as of block {@code n}.
   *
   * @param idleMs a client that is silent for longer is closed
   * @param bets all live bets, alike ones summed
   * @param rolls the last ones, newest first
   * @param blocks the last ones, newest first
   */
  record Snapshot(
      String type,
      long n,
      long timeMs,
      long idleMs,
      String chain,
      int quorum,
      TableView table,
      List<BetLine> bets,
      List<RollView> rolls,
      List<BlockView> blocks)
      implements Frame {}

  /** The first frame of a connection that resumes: the next update is {@code n} + 1. */
  record Resumed(String type, long n, long timeMs, long idleMs) implements Frame {}

  /**
   * What block {@code n} changed.
   *
   * @param effectiveTimeMs time of the block for all rules
   * @param bets all live bets, alike ones summed; absent if none changed
   * @param roll the dice thrown in this block
   * @param settled what they did
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Update(
      String type,
      long n,
      long effectiveTimeMs,
      BlockView block,
      TableView table,
      List<BetLine> bets,
      RollView roll,
      Settled settled)
      implements Frame {}

  /**
   * What a roll did to all bets of the table.
   *
   * @param paid profit paid by the house
   * @param collected stakes lost to it
   */
  record Settled(int won, int lost, int pushed, int moved, long paid, long collected) {}

  /** The moment: validators up or down, and why nothing moves. Sent at least every 5 s. */
  record Status(
      String type,
      long timeMs,
      long sequence,
      long lastBlockAgoMs,
      List<ValidatorView> validators,
      List<Standstill.Reason> waiting)
      implements Frame {}

  /** The answer to a ping. */
  record Pong(String type, long timeMs) implements Frame {}
}
