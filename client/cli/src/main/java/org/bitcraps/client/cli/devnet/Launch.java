package org.bitcraps.client.cli.devnet;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bitcraps.crypto.ceremony.MemberHome;
import org.bitcraps.crypto.home.NodeName;

/**
 * How a server is started.
 *
 * @param name of the node, for the server's own purposes
 * @param configuration the server's file: {@code bitcraps.xml}, {@code bitcraps-node.xml}, {@code
 *     bitcraps-clustered.xml}
 * @param listening where
 * @param jvm options of its Java
 * @param properties system properties
 * @param propertiesFiles more of them, in files
 */
public record Launch(
    String name,
    String configuration,
    MemberHome.Listening listening,
    List<String> jvm,
    SortedMap<String, String> properties,
    List<Path> propertiesFiles) {

  /**
   * Fail-stop (DESIGN X5): who had no memory for one thing has half done another. The database of
   * the history was damaged by one that lived on.
   */
  private static final String END_WITHOUT_MEMORY = "-XX:+ExitOnOutOfMemoryError";

  private static final List<String> DEVNET =
      List.of("-Xms256m", "-Xmx768m", "-XX:+UseG1GC", END_WITHOUT_MEMORY);

  /** Servers of one testnet on a machine with fewer cores wait for each other's compilers. */
  private static final int CORES_FOR_PEAK = 6;

  /** Of each validator of a testnet. */
  private static final String VALIDATOR_HEAP = "512m";

  /**
   * Of each gateway. It keeps old blocks and the way of each bet for who asks: 280 MB live. With
   * 512 MB, of which two thirds are for what is old, it stood still for a second every 15 s.
   */
  private static final String GATEWAY_HEAP = "768m";

  /** Copies the properties. */
  public Launch {
    jvm = List.copyOf(jvm);
    properties = new TreeMap<>(properties);
    propertiesFiles = List.copyOf(propertiesFiles);
  }

  /**
   * The whole game in one server.
   *
   * @param settings more configuration keys of the application
   */
  public static Launch devnet(int portOffset, SortedMap<String, String> settings) {
    SortedMap<String, String> properties = new TreeMap<>();
    properties.put("bitcraps.role", "all");
    properties.put("bitcraps.genesis", "devnet");
    properties.putAll(settings);
    return new Launch(
        "devnet",
        "bitcraps.xml",
        MemberHome.Listening.loopback(portOffset),
        DEVNET,
        properties,
        List.of());
  }

  /**
   * Many on one machine: G1's threads alone cost each start three seconds of a core. Where cores
   * are few, without the compiler for peak performance: it takes two fifths of a start (six servers
   * on two cores: 69 s instead of 107 s), and a third of what they do afterwards.
   */
  private static List<String> nodeOptions(String heap) {
    List<String> options =
        new ArrayList<>(List.of("-Xms128m", "-Xmx" + heap, "-XX:+UseSerialGC", END_WITHOUT_MEMORY));
    if (Runtime.getRuntime().availableProcessors() < CORES_FOR_PEAK) {
      options.add("-XX:TieredStopAtLevel=1");
    }
    return options;
  }

  /**
   * One node of a chain.
   *
   * @param clustered whether the brokers of all nodes are a cluster
   * @param keys file with its keys of the application
   * @param settings more of them
   */
  static Launch node(
      String name,
      MemberHome.Listening listening,
      boolean clustered,
      Path keys,
      SortedMap<String, String> settings) {
    String configuration = clustered ? "bitcraps-clustered.xml" : "bitcraps-node.xml";
    String heap = NodeName.parse(name).isValidator() ? VALIDATOR_HEAP : GATEWAY_HEAP;
    return new Launch(name, configuration, listening, nodeOptions(heap), settings, List.of(keys));
  }

  /** The same with a heap of that size, and the collector for one that is alone. */
  Launch withHeap(String heap) {
    return new Launch(
        name,
        configuration,
        listening,
        List.of("-Xms" + heap, "-Xmx" + heap, "-XX:+UseG1GC", END_WITHOUT_MEMORY),
        properties,
        propertiesFiles);
  }
}
