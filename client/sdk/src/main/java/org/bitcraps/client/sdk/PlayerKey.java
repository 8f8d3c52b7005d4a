package org.bitcraps.client.sdk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import org.bitcraps.crypto.Keystore;
import org.bitcraps.crypto.NodeSecrets;
import org.bitcraps.crypto.Signers;
import org.bitcraps.evidence.genesis.AccountId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.PublicKey;
import org.bitcraps.evidence.keys.Signature;
import org.bitcraps.evidence.keys.Signer;

/**
 * A player's key: made once, kept in a file that only its owner may read. Who has the file (and the
 * passphrase, if it has one) owns the account.
 *
 * <p>Without a passphrase the file holds one line, {@code bitcraps-player-key-1 <seed>}; with one
 * it is the encrypted container of {@link Keystore}. A player's key is for every chain: signatures
 * name theirs.
 */
public final class PlayerKey implements Signer {

  private static final String HEADER = "bitcraps-player-key-1 ";
  private static final String SECRET = "player";
  private static final Digest EVERY_CHAIN = Digest.ZERO;

  private final Signer signer;

  private PlayerKey(Signer signer) {
    this.signer = signer;
  }

  /** A key in memory only: for bots and tests. */
  public static PlayerKey generate() {
    byte[] seed = Signers.newSeed(new SecureRandom());
    try {
      return new PlayerKey(Signers.fromSeed(seed));
    } finally {
      Arrays.fill(seed, (byte) 0);
    }
  }

  /**
   * Makes a key and its file, with the folders above it.
   *
   * @param passphrase empty for a file that is not encrypted; the caller's to wipe
   * @throws FileAlreadyExistsException a key file is never overwritten
   * @throws IOException if it cannot be written
   */
  public static PlayerKey create(Path file, char[] passphrase) throws IOException {
    byte[] seed = Signers.newSeed(new SecureRandom());
    try {
      Path folder = file.toAbsolutePath().getParent();
      Files.createDirectories(folder);
      if (passphrase.length == 0) {
        writePlain(file, seed);
      } else {
        try (NodeSecrets secrets = NodeSecrets.empty(EVERY_CHAIN)) {
          secrets.add(SECRET, seed);
          Keystore.create(file, passphrase, secrets);
        }
      }
      return new PlayerKey(Signers.fromSeed(seed));
    } finally {
      Arrays.fill(seed, (byte) 0);
    }
  }

  private static void writePlain(Path file, byte[] seed) throws IOException {
    Set<PosixFilePermission> owner =
        EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    boolean posix =
        Files.getFileAttributeView(file.toAbsolutePath().getParent(), PosixFileAttributeView.class)
            != null;
    FileAttribute<?>[] mode =
        posix
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(owner)}
            : new FileAttribute<?>[0];
    Files.createFile(file, mode);
    Files.writeString(file, HEADER + HexFormat.of().formatHex(seed) + "\n");
  }

  /**
   * Whether the file needs a passphrase.
   *
   * @throws IOException if it cannot be read
   */
  public static boolean isEncrypted(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(HEADER.length());
      return !Arrays.equals(head, HEADER.getBytes(StandardCharsets.US_ASCII));
    }
  }

  /**
   * Reads a key file.
   *
   * @param passphrase empty for a file that is not encrypted; the caller's to wipe
   * @throws IOException one sentence: no such file, others may read it, wrong passphrase, no key
   */
  public static PlayerKey load(Path file, char[] passphrase) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("there is no key file " + file);
    }
    if (isEncrypted(file)) {
      try (NodeSecrets secrets = Keystore.open(file, passphrase, EVERY_CHAIN)) {
        return new PlayerKey(secrets.signer(SECRET));
      }
    }
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view != null
        && !EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE)
            .containsAll(view.readAttributes().permissions())) {
      throw new IOException("others may read or write the key file " + file + ": chmod 600 it");
    }
    String line = Files.readString(file).strip();
    byte[] seed;
    try {
      seed = HexFormat.of().parseHex(line.substring(Math.min(HEADER.length(), line.length())));
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " is no key file", e);
    }
    if (seed.length != Signers.SEED_BYTES) {
      throw new IOException(file + " is no key file");
    }
    try {
      return new PlayerKey(Signers.fromSeed(seed));
    } finally {
      Arrays.fill(seed, (byte) 0);
    }
  }

  @Override
  public PublicKey publicKey() {
    return signer.publicKey();
  }

  /** The account of this key. */
  public AccountId account() {
    return AccountId.of(publicKey());
  }

  @Override
  public Signature sign(byte[] message) {
    return signer.sign(message);
  }

  /** The public key only. */
  @Override
  public String toString() {
    return "PlayerKey[" + publicKey().hex() + "]";
  }
}
