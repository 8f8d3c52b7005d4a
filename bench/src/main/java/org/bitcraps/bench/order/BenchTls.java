package org.bitcraps.bench.order;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;
import org.bitcraps.crypto.home.Home;
import org.bitcraps.crypto.home.NodeCertificate;

/** Keys by which the servers of a measurement know each other, as a chain's nodes do. */
final class BenchTls {

  static final String PASSPHRASE = "of a measurement";

  private BenchTls() {}

  /** Where the files of that node are. */
  static Home home(Path folder, String node) {
    return new Home(folder.resolve(node));
  }

  /** Makes those of all nodes. */
  static void make(Path folder, List<String> nodes) throws IOException {
    SortedMap<String, NodeCertificate> made = new TreeMap<>();
    SortedMap<String, X509Certificate> all = new TreeMap<>();
    for (String node : nodes) {
      NodeCertificate certificate =
          NodeCertificate.make(node, new SecureRandom(), System.currentTimeMillis());
      made.put(node, certificate);
      all.put(node, certificate.certificate());
    }
    for (String node : nodes) {
      Path tls = home(folder, node).tls();
      Files.createDirectories(tls.resolve("trust"));
      made.get(node).writeKeystore(tls.resolve("keystore.p12"), PASSPHRASE.toCharArray());
      NodeCertificate.writeTruststore(tls.resolve("truststore.p12"), PASSPHRASE.toCharArray(), all);
      for (String other : nodes) {
        NodeCertificate.writeTruststore(
            tls.resolve("trust").resolve(other + ".p12"),
            PASSPHRASE.toCharArray(),
            new TreeMap<>(Map.of(other, all.get(other))));
      }
    }
  }

  /** What Artemis is told of them, at both ends. */
  static Map<String, Object> parameters(Path tls) {
    return Map.of(
        TransportConstants.SSL_ENABLED_PROP_NAME,
        true,
        TransportConstants.ENABLED_PROTOCOLS_PROP_NAME,
        "TLSv1.3",
        TransportConstants.KEYSTORE_TYPE_PROP_NAME,
        "PKCS12",
        TransportConstants.KEYSTORE_PATH_PROP_NAME,
        tls.resolve("keystore.p12").toString(),
        TransportConstants.KEYSTORE_PASSWORD_PROP_NAME,
        PASSPHRASE,
        TransportConstants.TRUSTSTORE_TYPE_PROP_NAME,
        "PKCS12",
        TransportConstants.TRUSTSTORE_PATH_PROP_NAME,
        tls.resolve("truststore.p12").toString(),
        TransportConstants.TRUSTSTORE_PASSWORD_PROP_NAME,
        PASSPHRASE,
        TransportConstants.VERIFY_HOST_PROP_NAME,
        false);
  }
}
