package org.bitcraps.crypto.home;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.Map;
import java.util.SortedMap;
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

/**
 * The TLS key of a node and a certificate that it signs itself: nobody else vouches for a node, the
 * others know this certificate and no other. P-256, which every TLS library has.
 *
 * <p>Source: RFC 5280 §4.1.
 */
public final class NodeCertificate {

  private static final String CURVE = "secp256r1";
  private static final String SIGNATURE = "SHA256withECDSA";
  private static final String ALIAS = "node";
  private static final int SERIAL_BITS = 128;
  private static final long DAY_MS = 86_400_000L;

  /** Ten years: a chain's nodes are known by their keys, not by a date. */
  private static final long LIFE_MS = 3_650 * DAY_MS;

  private final KeyPair key;
  private final X509Certificate certificate;

  private NodeCertificate(KeyPair key, X509Certificate certificate) {
    this.key = key;
    this.certificate = certificate;
  }

  /**
   * A fresh key and its certificate, valid from a day ago.
   *
   * @param node the name in it, as {@code validator-0}
   */
  public static NodeCertificate make(String node, SecureRandom random, long nowMs) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(CURVE), random);
      KeyPair key = generator.generateKeyPair();
      return new NodeCertificate(key, sign(node, key, new BigInteger(SERIAL_BITS, random), nowMs));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("every JDK makes certificates of P-256", e);
    }
  }

  private static X509Certificate sign(String node, KeyPair key, BigInteger serial, long nowMs)
      throws GeneralSecurityException, IOException {
    AlgorithmIdentifier algorithm = new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
    X500Name name = new X500Name("CN=" + node);
    V3TBSCertificateGenerator fields = new V3TBSCertificateGenerator();
    fields.setSerialNumber(new ASN1Integer(serial.max(BigInteger.ONE)));
    fields.setSignature(algorithm);
    fields.setIssuer(name);
    fields.setSubject(name);
    fields.setStartDate(new Time(Date.from(Instant.ofEpochMilli(nowMs - DAY_MS))));
    fields.setEndDate(new Time(Date.from(Instant.ofEpochMilli(nowMs + LIFE_MS))));
    fields.setSubjectPublicKeyInfo(SubjectPublicKeyInfo.getInstance(key.getPublic().getEncoded()));
    TBSCertificate unsigned = fields.generateTBSCertificate();
    Signature signature = Signature.getInstance(SIGNATURE);
    signature.initSign(key.getPrivate());
    signature.update(unsigned.getEncoded());
    byte[] der =
        new DERSequence(
                new ASN1Encodable[] {unsigned, algorithm, new DERBitString(signature.sign())})
            .getEncoded();
    return read(der);
  }

  /**
   * Reads the bytes of a certificate.
   *
   * @throws IllegalArgumentException if they are none, or more than one
   */
  public static X509Certificate read(byte[] der) {
    try {
      X509Certificate certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(der));
      if (!Arrays.equals(certificate.getEncoded(), der)) {
        throw new IllegalArgumentException("bytes follow the certificate");
      }
      return certificate;
    } catch (CertificateException e) {
      throw new IllegalArgumentException("they are no certificate: " + e.getMessage(), e);
    }
  }

  /** What the others know this node by. */
  public X509Certificate certificate() {
    return certificate;
  }

  /** Writes key and certificate as PKCS12. */
  public void writeKeystore(Path file, char[] passphrase) throws IOException {
    try {
      KeyStore store = empty();
      store.setKeyEntry(ALIAS, key.getPrivate(), passphrase, new Certificate[] {certificate});
      write(store, file, passphrase);
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  /** Writes these certificates, by the names of their nodes, as PKCS12. */
  public static void writeTruststore(
      Path file, char[] passphrase, SortedMap<String, X509Certificate> trusted) throws IOException {
    try {
      KeyStore store = empty();
      for (Map.Entry<String, X509Certificate> entry : trusted.entrySet()) {
        store.setCertificateEntry(entry.getKey(), entry.getValue());
      }
      write(store, file, passphrase);
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static void write(KeyStore store, Path file, char[] passphrase)
      throws GeneralSecurityException, IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    store.store(bytes, passphrase);
    DurableFiles.write(file, bytes.toByteArray());
  }
}
