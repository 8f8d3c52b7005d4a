package org.bitcraps.gateway.rest;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.Optional;
import org.bitcraps.evidence.bet.BetId;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.gateway.admission.Problem;
import org.bitcraps.gateway.admission.ProblemCode;
import org.bitcraps.gateway.admission.RefusedException;
import org.bitcraps.gateway.collection.ChainView;

/** What resources have in common: reading addresses and bodies, writing answers. */
final class Answers {

  /** RFC 9457. */
  static final String PROBLEM_JSON = "application/problem+json";

  /** A larger request body is refused; 2000 bets take about 1.2 MB. */
  static final int BODY_BYTES_MAX = 4 << 20;

  /** Of what will never be another. */
  static final String FOR_EVER = "public, max-age=31536000, immutable";

  private Answers() {}

  /** The problem as an answer. */
  static Response problem(Problem problem) {
    Response.ResponseBuilder answer =
        Response.status(problem.status())
            .type(PROBLEM_JSON)
            .header("Cache-Control", "no-store")
            .entity(problem);
    if (problem.retryAfterSeconds() > 0) {
      answer.header("Retry-After", problem.retryAfterSeconds());
    }
    return answer.build();
  }

  /** An answer about the moment. */
  static Response now(Object entity) {
    return Response.ok(entity, MediaType.APPLICATION_JSON_TYPE)
        .header("Cache-Control", "no-store")
        .build();
  }

  /** An answer that will never be another. */
  static Response forEver(Object entity) {
    return Response.ok(entity, MediaType.APPLICATION_JSON_TYPE)
        .header("Cache-Control", FOR_EVER)
        .build();
  }

  /** A refusal to throw. */
  static RefusedException refused(ProblemCode code, String field, String detail) {
    return new RefusedException(Problem.of(code, field, detail));
  }

  /** The whole body, if it is not too large. */
  static byte[] body(InputStream in) throws IOException {
    byte[] body = in.readNBytes(BODY_BYTES_MAX + 1);
    if (body.length > BODY_BYTES_MAX) {
      throw new RefusedException(
          Problem.of(
              ProblemCode.BODY_TOO_LARGE, "a body has at most " + BODY_BYTES_MAX + " bytes"));
    }
    return body;
  }

  /** A table of this chain, by the number in an address. */
  static TableId table(ChainView view, String text) {
    Optional<Long> number = number(text).filter(n -> n <= 0xffff);
    return number
        .map(n -> new TableId(n.intValue()))
        .filter(id -> view.ledger().table(id).isPresent())
        .orElseThrow(
            () -> refused(ProblemCode.TABLE_UNKNOWN, "table", "there is no table " + brief(text)));
  }

  /** An order's id in an address. */
  static BetId order(String text) {
    return new BetId(Digest.fromBytes(bytes(text, Digest.BYTES, "id")));
  }

  /** So many bytes of lower-case hexadecimal in an address. */
  static byte[] bytes(String text, int count, String field) {
    if (!text.matches("[0-9a-f]{" + 2 * count + "}")) {
      throw refused(
          ProblemCode.FIELD_INVALID,
          field,
          "%s is %d digits of lower-case hexadecimal".formatted(field, 2 * count));
    }
    return HexFormat.of().parseHex(text);
  }

  /** A number from 0 in an address or query. */
  static long number(String text, String field) {
    return number(text)
        .orElseThrow(() ->
            refused(
                ProblemCode.FIELD_INVALID,
                field,
                field + " is a number from 0, not " + brief(text)));
  }

  private static Optional<Long> number(String text) {
    return text != null && text.matches("0|[1-9][0-9]{0,17}")
        ? Optional.of(Long.parseLong(text))
        : Optional.empty();
  }

  private static String brief(String text) {
    return text == null ? "nothing" : text.length() > 32 ? text.substring(0, 32) + "…" : text;
  }
}
