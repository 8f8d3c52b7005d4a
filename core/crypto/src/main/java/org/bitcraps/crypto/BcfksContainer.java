package org.bitcraps.crypto;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import org.bitcraps.crypto.KeystoreException.Reason;
import org.bitcraps.evidence.keys.Digest;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.bc.EncryptedObjectStoreData;
import org.bouncycastle.asn1.bc.ObjectStore;
import org.bouncycastle.asn1.bc.PbkdMacIntegrityCheck;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.crypto.util.ScryptConfig;
import org.bouncycastle.jcajce.BCFKSLoadStoreParameter;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * Secrets as the bytes of a BCFKS store, BouncyCastle's documented container: names and secrets
 * under AES-256-CCM, the whole under HMAC-SHA512, both keys from the passphrase by scrypt; each
 * secret once more by itself, with PBKDF2. The chain id stands in every entry's alias.
 */
final class BcfksContainer {

  /**
   * scrypt's N, r and p: 16 MiB and eight passes, above OWASP's (2^14, 8, 5); reading or writing
   * takes two derivations. p equals r because BCFKS derives with p = r whatever its parameters say.
   */
  static final int SCRYPT_N = 1 << 14;

  static final int SCRYPT_R = 8;
  static final int SCRYPT_P = 8;

  private static final ASN1ObjectIdentifier SCRYPT =
      new ASN1ObjectIdentifier("1.3.6.1.4.1.11591.4.11");

  private static final int SALT_BYTES = 32;

  /** As BCFKS labels raw secrets; it stores no algorithm name of our own. */
  private static final String LABEL = "HmacSHA256";

  private static final char SEPARATOR = '/';

  private BcfksContainer() {}

  static byte[] encode(NodeSecrets secrets, char[] passphrase) {
    try {
      KeyStore store = newStore();
      store.load(null, null);
      for (String name : secrets.names()) {
        byte[] secret = secrets.copyOf(name);
        store.setKeyEntry(
            secrets.chainId().hex() + SEPARATOR + name,
            new SecretKeySpec(secret, LABEL),
            passphrase,
            null);
        Arrays.fill(secret, (byte) 0);
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      store.store(
          new BCFKSLoadStoreParameter.Builder(out, passphrase)
              .withStorePBKDFConfig(
                  new ScryptConfig.Builder(SCRYPT_N, SCRYPT_R, SCRYPT_P)
                      .withSaltLength(SALT_BYTES)
                      .build())
              .withStoreEncryptionAlgorithm(BCFKSLoadStoreParameter.EncryptionAlgorithm.AES256_CCM)
              .withStoreMacAlgorithm(BCFKSLoadStoreParameter.MacAlgorithm.HmacSHA512)
              .build());
      return out.toByteArray();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("BouncyCastle cannot write a BCFKS store", e);
    }
  }

  /**
   * The secrets in the bytes.
   *
   * @throws KeystoreException CORRUPTED, WRONG_PASSPHRASE or WRONG_CHAIN; names no file
   */
  static NodeSecrets decode(byte[] bytes, char[] passphrase, Digest chainId)
      throws KeystoreException {
    checkOutside(bytes);
    KeyStore store = newStore();
    try {
      store.load(new ByteArrayInputStream(bytes), passphrase);
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      throw new KeystoreException(
          Reason.WRONG_PASSPHRASE, "the passphrase is wrong, or the file was altered", e);
    }
    NodeSecrets secrets = NodeSecrets.empty(chainId);
    try {
      // From here on every byte is authenticated: what does not fit was written by another program.
      List<String> aliases = Collections.list(store.aliases());
      for (String alias : aliases) {
        int separator = alias.indexOf(SEPARATOR);
        if (separator < 0) {
          throw new KeystoreException(Reason.CORRUPTED, "an entry names no chain");
        }
        String chain = alias.substring(0, separator);
        if (!chain.equals(chainId.hex())) {
          throw new KeystoreException(
              Reason.WRONG_CHAIN,
              "the keys belong to chain " + chain + ", this node runs " + chainId.hex());
        }
        byte[] secret = store.getKey(alias, passphrase).getEncoded();
        secrets.add(alias.substring(separator + 1), secret);
        Arrays.fill(secret, (byte) 0);
      }
      return secrets;
    } catch (GeneralSecurityException | RuntimeException e) {
      secrets.close();
      throw new KeystoreException(Reason.CORRUPTED, "an entry is not a secret of 32 bytes", e);
    } catch (KeystoreException e) {
      secrets.close();
      throw e;
    }
  }

  /**
   * Looks at what stands outside the authentication before the passphrase is stretched: the file
   * must have our parameters exactly, so damaged or planted ones cannot ask for gigabytes, nor for
   * a check that needs no passphrase.
   */
  private static void checkOutside(byte[] bytes) throws KeystoreException {
    try {
      ASN1Primitive parsed = ASN1Primitive.fromByteArray(bytes);
      if (!Arrays.equals(parsed.getEncoded(), bytes)) {
        throw new IllegalArgumentException("not the one encoding of its content");
      }
      ObjectStore store = ObjectStore.getInstance(parsed);
      PbkdMacIntegrityCheck check =
          PbkdMacIntegrityCheck.getInstance(store.getIntegrityCheck().getIntegrityCheck());
      require(check.getMacAlgorithm().getAlgorithm(), PKCSObjectIdentifiers.id_hmacWithSHA512);
      checkScrypt(check.getPbkdAlgorithm(), 64);
      ASN1Encodable data = store.getStoreData();
      EncryptedObjectStoreData encrypted = EncryptedObjectStoreData.getInstance(data);
      require(encrypted.getEncryptionAlgorithm().getAlgorithm(), PKCSObjectIdentifiers.id_PBES2);
      checkScrypt(
          PBES2Parameters.getInstance(encrypted.getEncryptionAlgorithm().getParameters())
              .getKeyDerivationFunc(),
          32);
    } catch (IOException | RuntimeException e) {
      throw new KeystoreException(
          Reason.CORRUPTED, "this is no key file, or a damaged one: restore it from its copy", e);
    }
  }

  /** RFC 7914 §7: SEQUENCE { salt, N, r, p, length of the key }. */
  private static void checkScrypt(KeyDerivationFunc function, int keyBytes) {
    require(function.getAlgorithm(), SCRYPT);
    ASN1Sequence found = ASN1Sequence.getInstance(function.getParameters());
    int[] expected = {SCRYPT_N, SCRYPT_R, SCRYPT_P, keyBytes};
    boolean ours =
        found.size() == 1 + expected.length
            && ASN1OctetString.getInstance(found.getObjectAt(0)).getOctetsLength() == SALT_BYTES;
    for (int i = 0; ours && i < expected.length; i++) {
      ours = ASN1Integer.getInstance(found.getObjectAt(1 + i)).hasValue(expected[i]);
    }
    if (!ours) {
      throw new IllegalArgumentException("other scrypt parameters than ours");
    }
  }

  private static void require(ASN1ObjectIdentifier found, ASN1ObjectIdentifier expected) {
    if (!found.equals(expected)) {
      throw new IllegalArgumentException(found + " where " + expected + " belongs");
    }
  }

  private static KeyStore newStore() {
    try {
      return KeyStore.getInstance("BCFKS", new BouncyCastleProvider());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("BouncyCastle has BCFKS", e);
    }
  }
}
