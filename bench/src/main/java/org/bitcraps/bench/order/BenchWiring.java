package org.bitcraps.bench.order;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bitcraps.jms.Compression;
import org.bitcraps.jms.Peers;
import org.bitcraps.jms.RemoteBrokers;
import org.bitcraps.jms.Wiring;

/**
 * How the servers of a measurement reach each other.
 *
 * @param folder with the keys of all
 * @param port of validator 0's broker; the others follow, the gateway's last
 */
record BenchWiring(
    Path folder, int port, int validators, boolean clustered, int compressAboveBytes) {

  static final String GATEWAY = "gateway-0";

  static String validator(int id) {
    return "validator-" + id;
  }

  /** All nodes. */
  List<String> nodes() {
    List<String> nodes = new ArrayList<>();
    for (int id = 0; id < validators; id++) {
      nodes.add(validator(id));
    }
    nodes.add(GATEWAY);
    return nodes;
  }

  /** Starts the broker of that node. */
  BenchBroker broker(String node) throws Exception {
    List<Integer> cluster = new ArrayList<>();
    for (int place = 0; clustered && place < nodes().size(); place++) {
      cluster.add(port + place);
    }
    return new BenchBroker(portOf(node), BenchTls.home(folder, node).tls(), cluster);
  }

  private int portOf(String node) {
    return port + nodes().indexOf(node);
  }

  /** What leads where, for that node with that broker. */
  Wiring of(String node, BenchBroker own) {
    Compression compression = Compression.above(compressAboveBytes);
    if (clustered) {
      return Wiring.shared(own, compression);
    }
    SortedMap<String, Peers.Address> addresses = new TreeMap<>();
    nodes().forEach(other -> addresses.put(other, new Peers.Address("127.0.0.1", portOf(other))));
    return Wiring.direct(
        own,
        new RemoteBrokers(
            new Peers(addresses),
            new RemoteBrokers.Tls(BenchTls.home(folder, node).tls(), BenchTls.PASSPHRASE),
            node,
            broker -> "nobody asks"),
        compression);
  }
}
