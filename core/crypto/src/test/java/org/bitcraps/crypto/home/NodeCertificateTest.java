package org.bitcraps.crypto.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes that know each other's certificate talk over TLS 1.3; nobody else does. */
class NodeCertificateTest {

  private static final long NOW_MS = 1_800_000_000_000L;
  private static final long DAY_MS = 86_400_000L;
  private static final char[] PASSPHRASE = "correct horse".toCharArray();
  private static final SecureRandom RANDOM = new SecureRandom();

  private static final NodeCertificate SERVER = make("validator-0");
  private static final NodeCertificate CLIENT = make("validator-1");

  @TempDir private Path folder;

  private static NodeCertificate make(String node) {
    return NodeCertificate.make(node, RANDOM, System.currentTimeMillis());
  }

  @Test
  void it_names_the_node_and_is_signed_by_itself() throws Exception {
    X509Certificate certificate = SERVER.certificate();

    certificate.verify(certificate.getPublicKey());
    assertThat(certificate.getVersion()).isEqualTo(3);
    assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=validator-0");
    assertThat(certificate.getIssuerX500Principal())
        .isEqualTo(certificate.getSubjectX500Principal());
    assertThat(certificate.getSigAlgName()).isEqualTo("SHA256withECDSA");
    assertThat(certificate.getSerialNumber()).isPositive();
    assertThat(((ECPublicKey) certificate.getPublicKey()).getParams().getOrder().bitLength())
        .isEqualTo(256);
    assertThatThrownBy(() -> certificate.verify(CLIENT.certificate().getPublicKey()))
        .isInstanceOf(GeneralSecurityException.class);
  }

  @Test
  void two_of_one_name_share_neither_key_nor_number() {
    X509Certificate again = make("validator-0").certificate();
    assertThat(again.getPublicKey()).isNotEqualTo(SERVER.certificate().getPublicKey());
    assertThat(again.getSerialNumber()).isNotEqualTo(SERVER.certificate().getSerialNumber());
  }

  @Test
  void it_is_valid_for_ten_years_and_where_the_clock_is_a_day_behind() throws Exception {
    X509Certificate certificate = NodeCertificate.make("x", RANDOM, NOW_MS).certificate();
    for (long at : new long[] {NOW_MS, NOW_MS - DAY_MS, NOW_MS + 3_650 * DAY_MS}) {
      certificate.checkValidity(date(at));
    }
    assertThatThrownBy(() -> certificate.checkValidity(date(NOW_MS - DAY_MS - 1_000)))
        .isInstanceOf(CertificateNotYetValidException.class);
    assertThatThrownBy(() -> certificate.checkValidity(date(NOW_MS + 3_651 * DAY_MS)))
        .isInstanceOf(CertificateExpiredException.class);
  }

  private static Date date(long ms) {
    return Date.from(Instant.ofEpochMilli(ms));
  }

  /** RFC 5280 §4.1.2.5: from 2050 on a date is written in another form. */
  @Test
  void it_may_end_after_2049() throws Exception {
    long in2045 = 2_366_841_600_000L;
    X509Certificate certificate = NodeCertificate.make("x", RANDOM, in2045).certificate();
    assertThat(certificate.getNotAfter()).isEqualTo(date(in2045 + 3_650 * DAY_MS));
  }

  @Test
  void the_key_opens_with_the_passphrase_only() throws Exception {
    Path file = folder.resolve("keystore.p12");
    SERVER.writeKeystore(file, PASSPHRASE);

    KeyStore store = open(file, PASSPHRASE);
    assertThat(Collections.list(store.aliases())).containsExactly("node");
    assertThat(store.getCertificateChain("node")).containsExactly(SERVER.certificate());
    assertThat(store.getKey("node", PASSPHRASE)).isInstanceOf(PrivateKey.class);
    assertThatThrownBy(() -> open(file, "wrong horse".toCharArray()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("password was incorrect");
    assertThatThrownBy(() -> open(file, new char[0])).isInstanceOf(IOException.class);
  }

  @Test
  void a_truststore_has_certificates_by_name_and_no_key() throws Exception {
    Path file = folder.resolve("truststore.p12");
    SortedMap<String, X509Certificate> trusted = new TreeMap<>();
    trusted.put("validator-0", SERVER.certificate());
    trusted.put("validator-1", CLIENT.certificate());
    NodeCertificate.writeTruststore(file, PASSPHRASE, trusted);

    KeyStore store = open(file, PASSPHRASE);
    assertThat(Collections.list(store.aliases()))
        .containsExactlyInAnyOrder("validator-0", "validator-1");
    assertThat(store.getCertificate("validator-1")).isEqualTo(CLIENT.certificate());
    assertThat(store.isCertificateEntry("validator-0")).isTrue();
    assertThatThrownBy(() -> open(file, "wrong horse".toCharArray()))
        .isInstanceOf(IOException.class);
  }

  @Test
  void nodes_that_know_each_other_talk() throws Exception {
    assertThat(talk(context(CLIENT, SERVER), context(SERVER, CLIENT)))
        .isEqualTo("TLSv1.3: both heard the other");
  }

  @Test
  void one_of_many_that_are_known_may_come() throws Exception {
    assertThat(talk(context(CLIENT, SERVER), context(SERVER, make("gateway-0"), CLIENT)))
        .isEqualTo("TLSv1.3: both heard the other");
  }

  @Test
  void a_stranger_is_refused_by_server_and_client() throws Exception {
    NodeCertificate stranger = make("validator-7");
    assertThat(talk(context(stranger, SERVER), context(SERVER, CLIENT)))
        .isEqualTo("the server refuses");
    assertThat(talk(context(CLIENT, SERVER), context(stranger, CLIENT)))
        .isEqualTo("the client refuses");
  }

  @Test
  void a_known_name_with_another_key_is_refused_by_server_and_client() throws Exception {
    assertThat(talk(context(make("validator-1"), SERVER), context(SERVER, CLIENT)))
        .isEqualTo("the server refuses");
    assertThat(talk(context(CLIENT, SERVER), context(make("validator-0"), CLIENT)))
        .isEqualTo("the client refuses");
  }

  @Test
  void a_known_node_in_the_place_of_another_is_refused() throws Exception {
    assertThat(talk(context(CLIENT, SERVER), context(make("gateway-0"), CLIENT)))
        .isEqualTo("the client refuses");
  }

  @Test
  void who_shows_no_certificate_is_refused() throws Exception {
    assertThat(talk(context(emptyStore(), SERVER), context(SERVER, CLIENT)))
        .isEqualTo("the server refuses");
  }

  /** To be known is not to vouch: a node's key makes no further nodes. */
  @Test
  void what_a_known_node_signs_for_another_name_is_refused() throws Exception {
    Path file = folder.resolve("known.p12");
    CLIENT.writeKeystore(file, PASSPHRASE);
    PrivateKey known = (PrivateKey) open(file, PASSPHRASE).getKey("node", PASSPHRASE);
    NodeCertificate friend = make("validator-7");
    friend.writeKeystore(file, PASSPHRASE);
    KeyStore shown = open(file, PASSPHRASE);
    X509Certificate issued = issue("validator-1", known, friend.certificate());
    issued.verify(CLIENT.certificate().getPublicKey());
    for (Certificate[] chain :
        List.of(new Certificate[] {issued}, new Certificate[] {issued, CLIENT.certificate()})) {
      shown.setKeyEntry("node", shown.getKey("node", PASSPHRASE), PASSPHRASE, chain);
      assertThat(talk(context(shown, SERVER), context(SERVER, CLIENT)))
          .isEqualTo("the server refuses");
    }
  }

  private static X509Certificate issue(String issuer, PrivateKey key, X509Certificate subject)
      throws Exception {
    AlgorithmIdentifier algorithm = new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
    V3TBSCertificateGenerator fields = new V3TBSCertificateGenerator();
    fields.setSerialNumber(new ASN1Integer(BigInteger.TEN));
    fields.setSignature(algorithm);
    fields.setIssuer(new X500Name("CN=" + issuer));
    fields.setSubject(new X500Name(subject.getSubjectX500Principal().getName()));
    fields.setStartDate(new Time(subject.getNotBefore()));
    fields.setEndDate(new Time(subject.getNotAfter()));
    fields.setSubjectPublicKeyInfo(
        SubjectPublicKeyInfo.getInstance(subject.getPublicKey().getEncoded()));
    TBSCertificate unsigned = fields.generateTBSCertificate();
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(key);
    signature.update(unsigned.getEncoded());
    byte[] der =
        new DERSequence(
                new ASN1Encodable[] {unsigned, algorithm, new DERBitString(signature.sign())})
            .getEncoded();
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
  }

  static KeyStore open(Path file, char[] passphrase) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, passphrase);
    }
    return store;
  }

  private static KeyStore emptyStore() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  /** As a server's configuration makes it of the two files. */
  private SSLContext context(NodeCertificate self, NodeCertificate... known) throws Exception {
    Path file = folder.resolve("self.p12");
    self.writeKeystore(file, PASSPHRASE);
    return context(open(file, PASSPHRASE), known);
  }

  private SSLContext context(KeyStore self, NodeCertificate... known) throws Exception {
    SortedMap<String, X509Certificate> trusted = new TreeMap<>();
    for (NodeCertificate node : known) {
      trusted.put("node-" + trusted.size(), node.certificate());
    }
    Path file = folder.resolve("known.p12");
    NodeCertificate.writeTruststore(file, PASSPHRASE, trusted);
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(self, PASSPHRASE);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(open(file, PASSPHRASE));
    SSLContext context = SSLContext.getInstance("TLSv1.3");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), RANDOM);
    return context;
  }

  /** A handshake and a byte each way, without a network: no port, no thread, no time. */
  private static String talk(SSLContext client, SSLContext server) throws SSLException {
    Peer one = new Peer(client.createSSLEngine());
    Peer two = new Peer(server.createSSLEngine());
    one.engine.setUseClientMode(true);
    two.engine.setUseClientMode(false);
    two.engine.setNeedClientAuth(true);
    for (Peer peer : List.of(one, two)) {
      peer.engine.setEnabledProtocols(new String[] {"TLSv1.3"});
    }
    for (int round = 0; round < 20; round++) {
      try {
        one.turn(two);
      } catch (SSLHandshakeException e) {
        return "the client refuses";
      }
      try {
        two.turn(one);
      } catch (SSLHandshakeException e) {
        return "the server refuses";
      }
    }
    return one.heard == 1 && two.heard == 1
        ? one.engine.getSession().getProtocol() + ": both heard the other"
        : "the client heard %d, the server %d".formatted(one.heard, two.heard);
  }

  /** One end: says one byte as soon as it may. */
  private static final class Peer {

    private final SSLEngine engine;
    private final ByteBuffer incoming = ByteBuffer.allocate(1 << 17);
    private final ByteBuffer say = ByteBuffer.wrap(new byte[] {42});
    private int heard;

    Peer(SSLEngine engine) {
      this.engine = engine;
    }

    void turn(Peer to) throws SSLException {
      hear();
      SSLEngineResult sent;
      do {
        tasks();
        sent = engine.wrap(say, to.incoming);
        tasks();
      } while (sent.bytesProduced() > 0);
    }

    private void hear() throws SSLException {
      ByteBuffer text = ByteBuffer.allocate(1 << 16);
      incoming.flip();
      SSLEngineResult got;
      do {
        got = engine.unwrap(incoming, text);
        tasks();
      } while (got.bytesConsumed() > 0 && incoming.hasRemaining());
      incoming.compact();
      heard += text.position();
    }

    private void tasks() {
      for (Runnable task = engine.getDelegatedTask();
          task != null;
          task = engine.getDelegatedTask()) {
        task.run();
      }
    }
  }
}
