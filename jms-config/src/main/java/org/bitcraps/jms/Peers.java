package org.bitcraps.jms;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the brokers of the other nodes are, by the keys {@code bitcraps.peers.validator-<id>} and
 * {@code bitcraps.peers.gateway-<id>}: host and port with a colon between, an IPv6 address in
 * brackets.
 *
 * @param addresses by name of the node, as {@code validator-0}
 */
public record Peers(SortedMap<String, Address> addresses) {

  /** All keys begin so. */
  public static final String PREFIX = "bitcraps.peers.";

  private static final Pattern NODE = Pattern.compile("(validator|gateway)-(0|[1-9][0-9]{0,4})");
  private static final Pattern ADDRESS =
      Pattern.compile("([A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])" + ":([0-9]{1,5})");
  private static final int PORT_MAX = 65_535;

  /** A host and a TCP port. */
  public record Address(String host, int port) {

    /** As in the configuration. */
    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  /** Copies the map. */
  public Peers {
    addresses = new TreeMap<>(addresses);
  }

  /**
   * Reads the keys.
   *
   * @param names all keys there are
   * @throws IllegalArgumentException if a key or its value makes no sense; names the key
   */
  public static Peers read(Function<String, Optional<String>> lookUp, Iterable<String> names) {
    SortedMap<String, Address> addresses = new TreeMap<>();
    for (String name : names) {
      if (name.startsWith(PREFIX)) {
        String node = name.substring(PREFIX.length());
        if (!NODE.matcher(node).matches()) {
          throw new IllegalArgumentException(
              name + ": a peer is validator-<id> or gateway-<id>, not \"" + node + "\"");
        }
        lookUp.apply(name).ifPresent(value -> addresses.put(node, address(name, value.strip())));
      }
    }
    return new Peers(addresses);
  }

  private static Address address(String key, String value) {
    Matcher matcher = ADDRESS.matcher(value);
    int port = matcher.matches() ? Integer.parseInt(matcher.group(2)) : 0;
    if (port < 1 || port > PORT_MAX) {
      throw new IllegalArgumentException(
          key + "=" + value + ": must be host:port, as validator.example.org:5445");
    }
    return new Address(matcher.group(1), port);
  }

  /**
   * The address of a node.
   *
   * @throws IllegalArgumentException if no key names it; says which one is missing
   */
  public Address of(String node) {
    return Optional.ofNullable(addresses.get(node))
        .orElseThrow(() ->
            new IllegalArgumentException(
                "the configuration key " + PREFIX + node + " is missing: host:port of its broker"));
  }
}
