package org.bitcraps.gateway.admission;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Optional;

/**
 * Why a request was refused, as people and programs read it (RFC 9457).
 *
 * @param code which problem
 * @param detail one sentence about this occurrence
 * @param field the field it is about, as the client sent it ({@code amount}, {@code [3].nonce});
 *     empty if it is about none
 * @param retryAfterSeconds when to try again; 0 = not by itself
 */
@JsonPropertyOrder({"type", "title", "status", "code", "detail", "field"})
public record Problem(
    @JsonIgnore ProblemCode code,
    @JsonProperty("detail") String detail,
    @JsonIgnore Optional<String> field,
    @JsonIgnore int retryAfterSeconds) {

  /** About the request as a whole. */
  public static Problem of(ProblemCode code, String detail) {
    return new Problem(code, detail, Optional.empty(), 0);
  }

  /** About one field. */
  public static Problem of(ProblemCode code, String field, String detail) {
    return new Problem(code, detail, Optional.of(field), 0);
  }

  /** The same, worth trying again after so many seconds. */
  public Problem retryAfter(int seconds) {
    return new Problem(code, detail, field, seconds);
  }

  /** The same problem of one element of an array. */
  public Problem inElement(int index) {
    return new Problem(
        code, detail, field.map(name -> "[" + index + "]." + name), retryAfterSeconds);
  }

  /** The problem type. */
  @JsonProperty("type")
  public String type() {
    return code.type();
  }

  /** The title of its code. */
  @JsonProperty("title")
  public String title() {
    return code.title();
  }

  /** HTTP status. */
  @JsonProperty("status")
  public int status() {
    return code.status();
  }

  /** Name of the code. */
  @JsonProperty("code")
  public String name() {
    return code.name();
  }

  /** The field's name, or null where JSON leaves it out. */
  @JsonProperty("field")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public String fieldOrNull() {
    return field.orElse(null);
  }
}
