package org.bitcraps.crypto;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.bitcraps.crypto.KeystoreException.Reason;
import org.bitcraps.evidence.keys.Digest;

/**
 * The encrypted key file of a node: its secrets and the chain they belong to, under a passphrase.
 *
 * <p>The passphrase arrays are the caller's to wipe. Only the owner may read the file (mode 0600;
 * on file systems without such modes that is not checked). Writing is all or nothing: after a crash
 * there is the old file or the new one.
 *
 * <p>The container is BCFKS and not PKCS#12: the JDK's PKCS#12 authenticates with 10 000 rounds of
 * a hash, and only a property of the whole JVM changes that, so guessing a passphrase is cheap.
 * {@code keytool -storetype BCFKS} with BouncyCastle's provider lists the file.
 */
public final class Keystore {

  private static final long FILE_BYTES_MAX = 64 * 1024;

  private Keystore() {}

  /**
   * Writes a new file; returns when it is on disk.
   *
   * @throws KeystoreException EXISTS: a key file is never overwritten
   * @throws IOException if it cannot be written
   * @throws IllegalArgumentException if the passphrase or the secrets are empty
   */
  public static void create(Path file, char[] passphrase, NodeSecrets secrets) throws IOException {
    if (Files.exists(file)) {
      throw exists(file);
    }
    byte[] content = content(passphrase, secrets);
    try {
      PrivateFile.create(file, content);
    } catch (FileAlreadyExistsException e) {
      throw exists(file);
    }
  }

  /**
   * Replaces a file, to add a secret or change the passphrase; returns when it is on disk.
   *
   * @throws KeystoreException as {@link #open}: who cannot open the old one may not replace it
   * @throws IOException if it cannot be written
   * @throws IllegalArgumentException if the new passphrase or the secrets are empty
   */
  public static void replace(
      Path file, char[] oldPassphrase, char[] newPassphrase, NodeSecrets secrets)
      throws IOException {
    open(file, oldPassphrase, secrets.chainId()).close();
    PrivateFile.replace(file, content(newPassphrase, secrets));
  }

  /**
   * Gives keys that were made before their chain was known to that chain; returns when it is on
   * disk.
   *
   * @param made what {@link #open} has found there, for what they were made: the digest of a
   *     charter
   * @throws IOException if it cannot be written
   */
  public static void assign(Path file, char[] passphrase, NodeSecrets made, Digest chainId)
      throws IOException {
    try (NodeSecrets assigned = NodeSecrets.empty(chainId)) {
      for (String name : made.names()) {
        byte[] secret = made.copyOf(name);
        assigned.add(name, secret);
        Arrays.fill(secret, (byte) 0);
      }
      PrivateFile.replace(file, content(passphrase, assigned));
    }
  }

  /**
   * Reads a file.
   *
   * @param chainId the chain this node runs
   * @throws KeystoreException with the reason
   * @throws IOException if the file cannot be read
   */
  public static NodeSecrets open(Path file, char[] passphrase, Digest chainId) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new KeystoreException(Reason.MISSING, "there is no key file " + file);
    }
    if (!PrivateFile.isPrivate(file)) {
      throw new KeystoreException(
          Reason.PERMISSIONS,
          "others may read or write the key file "
              + file
              + ": chmod 600 it, and if others could"
              + " read it, replace the keys");
    }
    if (Files.size(file) > FILE_BYTES_MAX) {
      throw new KeystoreException(Reason.CORRUPTED, file + " is too large for a key file");
    }
    try {
      return BcfksContainer.decode(Files.readAllBytes(file), passphrase, chainId);
    } catch (KeystoreException e) {
      throw new KeystoreException(e.reason(), "key file " + file + ": " + e.getMessage(), e);
    }
  }

  private static byte[] content(char[] passphrase, NodeSecrets secrets) {
    if (passphrase.length == 0 || secrets.names().isEmpty()) {
      throw new IllegalArgumentException("a key file needs a passphrase and a secret");
    }
    return BcfksContainer.encode(secrets, passphrase);
  }

  private static KeystoreException exists(Path file) {
    return new KeystoreException(
        Reason.EXISTS, "there is a key file " + file + " already; it is not overwritten");
  }
}
