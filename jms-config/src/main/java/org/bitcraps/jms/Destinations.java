package org.bitcraps.jms;

/**
 * Names of queues: with all nodes in one server each has its own, as {@code
 * src/main/cli/install-queues.cli} makes them (a test compares the two), and as brokers that are a
 * cluster make them when they are used; else, with one node in a server, they are called alike
 * everywhere.
 */
public final class Destinations {

  /**
   * The raw factory: contexts from it live as long as their owner wants. A pooled or injected one
   * opens and closes per call, at a fifteenth of the rate.
   */
  public static final String CONNECTION_FACTORY = "java:/ConnectionFactory";

  /** Where votes arrive at the one validator of a server. */
  public static final String NODE_VOTES = "bitcraps.node.votes";

  /** Where bodies and requests for blocks arrive at the one validator of a server. */
  public static final String NODE_BODIES = "bitcraps.node.bodies";

  /** Where certified blocks arrive at the one gateway of a server. */
  public static final String NODE_BLOCKS = "bitcraps.node.blocks";

  private static final int ID_MAX = 0xffff;

  private Destinations() {}

  /** Where a validator's votes and protocol messages arrive; they never wait behind bodies (X4). */
  public static String votes(int validator) {
    return "bitcraps.validator." + id(validator) + ".votes";
  }

  /** Where bodies and requests for blocks arrive at a validator. */
  public static String bodies(int validator) {
    return "bitcraps.validator." + id(validator) + ".bodies";
  }

  /** Where certified blocks arrive at a gateway. */
  public static String blocks(int gateway) {
    return "bitcraps.gateway." + id(gateway) + ".blocks";
  }

  private static int id(int value) {
    if (value < 0 || value > ID_MAX) {
      throw new IllegalArgumentException("id " + value + " does not fit two bytes");
    }
    return value;
  }
}
