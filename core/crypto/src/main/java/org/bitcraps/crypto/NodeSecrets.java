package org.bitcraps.crypto;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.Signer;

/**
 * The secrets of one node on one chain: 32 bytes each, by name ({@code vote}, {@code beacon}, …).
 *
 * <p>They leave only as a {@link Signer} or as a copy that the caller wipes; {@link #close} wipes
 * the ones held here. Neither {@code toString} nor any exception shows one. A virtual machine may
 * still have copied them while moving objects: wiping shortens their life, it does not bound it.
 */
public final class NodeSecrets implements AutoCloseable {

  /** Length of every secret in bytes. */
  public static final int SECRET_BYTES = 32;

  /** The key under which a validator votes; only SafetyRules may have its signer. */
  public static final String VOTE = "vote";

  /** The HMAC key from which a validator's dice secrets come (DESIGN R1). */
  public static final String BEACON = "beacon";

  /** The key of a validator's VRF (DESIGN R5). */
  public static final String VRF = "vrf";

  /** The key under which a gateway signs the bodies it brings (DESIGN C4). */
  public static final String GATEWAY = "gateway";

  /** From which a node's passwords at the brokers of the others come. */
  public static final String BROKER = "broker";

  /** The most secrets one node may hold. */
  static final int COUNT_MAX = 16;

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");

  private final Digest chainId;
  private final SortedMap<String, byte[]> secrets = new TreeMap<>();
  private boolean closed;

  private NodeSecrets(Digest chainId) {
    this.chainId = chainId;
  }

  /** No secrets yet. */
  public static NodeSecrets empty(Digest chainId) {
    return new NodeSecrets(chainId);
  }

  /** A fresh secret for each name. */
  public static NodeSecrets generate(Digest chainId, SecureRandom random, List<String> names) {
    NodeSecrets secrets = empty(chainId);
    for (String name : names) {
      byte[] seed = Signers.newSeed(random);
      secrets.add(name, seed);
      Arrays.fill(seed, (byte) 0);
    }
    return secrets;
  }

  /**
   * Adds a secret (copied).
   *
   * @throws IllegalArgumentException if the name is taken or not like {@code vote} or {@code
   *     vrf-2}, the secret is not 32 bytes, or there are 16 already
   */
  public void add(String name, byte[] secret) {
    checkOpen();
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("a secret's name is " + NAME + ", not \"" + name + "\"");
    }
    if (secret.length != SECRET_BYTES) {
      throw new IllegalArgumentException("a secret has 32 bytes, not " + secret.length);
    }
    if (secrets.size() >= COUNT_MAX || secrets.containsKey(name)) {
      throw new IllegalArgumentException(
          "\"" + name + "\" is there already, or " + COUNT_MAX + " are");
    }
    secrets.put(name, secret.clone());
  }

  /** The chain on which these secrets may be used. */
  public Digest chainId() {
    return chainId;
  }

  /** The names, in order. */
  public List<String> names() {
    return List.copyOf(secrets.keySet());
  }

  /** Whether there is a secret of this name. */
  public boolean contains(String name) {
    return secrets.containsKey(name);
  }

  /**
   * A copy of a secret, for the caller to wipe.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public byte[] copyOf(String name) {
    return find(name).clone();
  }

  /**
   * A signer whose seed is this secret; it outlives {@link #close}.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public Signer signer(String name) {
    return Signers.fromSeed(find(name));
  }

  /** Overwrites the secrets; afterwards nothing can be taken out. */
  @Override
  public void close() {
    secrets.values().forEach(secret -> Arrays.fill(secret, (byte) 0));
    secrets.clear();
    closed = true;
  }

  private byte[] find(String name) {
    checkOpen();
    byte[] secret = secrets.get(name);
    if (secret == null) {
      throw new IllegalArgumentException("no secret \"" + name + "\" here, only " + names());
    }
    return secret;
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("these secrets were wiped");
    }
  }

  /** Chain and names only. */
  @Override
  public String toString() {
    return "NodeSecrets[" + chainId.brief() + ", " + names() + "]";
  }
}
