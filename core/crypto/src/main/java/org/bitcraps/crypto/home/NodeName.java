package org.bitcraps.crypto.home;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bitcraps.evidence.genesis.GatewayId;
import org.bitcraps.evidence.membership.ReplicaId;

/**
 * A node of a chain: {@code validator-0}, {@code gateway-1}. Validators come first, each kind
 * ascending.
 *
 * @param id 0 … 65535
 */
public record NodeName(Kind kind, int id) implements Comparable<NodeName> {

  private static final Pattern PATTERN = Pattern.compile("(validator|gateway)-(0|[1-9][0-9]{0,4})");

  /** What a node does. */
  public enum Kind {
    VALIDATOR,
    GATEWAY;

    /** As in a configuration: {@code bitcraps.role}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** That validator. */
  public static NodeName of(ReplicaId id) {
    return new NodeName(Kind.VALIDATOR, id.value());
  }

  /** That gateway. */
  public static NodeName of(GatewayId id) {
    return new NodeName(Kind.GATEWAY, id.value());
  }

  /**
   * Reads a name.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static NodeName parse(String text) {
    Matcher matcher = PATTERN.matcher(text);
    if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > 0xffff) {
      throw new IllegalArgumentException(
          "a node is validator-<id> or gateway-<id>, not \"" + text + "\"");
    }
    return new NodeName(
        Kind.valueOf(matcher.group(1).toUpperCase(Locale.ROOT)),
        Integer.parseInt(matcher.group(2)));
  }

  /** Whether it votes. */
  public boolean isValidator() {
    return kind == Kind.VALIDATOR;
  }

  /** Which validator; only of one. */
  public ReplicaId validator() {
    return new ReplicaId(id);
  }

  /** Which gateway; only of one. */
  public GatewayId gateway() {
    return new GatewayId(id);
  }

  @Override
  public int compareTo(NodeName other) {
    int kinds = kind.compareTo(other.kind);
    return kinds != 0 ? kinds : Integer.compare(id, other.id);
  }

  @Override
  public String toString() {
    return kind.word() + "-" + id;
  }
}
