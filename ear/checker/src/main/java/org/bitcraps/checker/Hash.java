package org.bitcraps.checker;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/** SHA-256 as the page uses it: over a tag and what follows, and Merkle trees of RFC 6962 §2.1. */
final class Hash {

  static final int GENESIS = 0x10;
  static final int ACCOUNT = 0x12;
  static final int BODY = 0x28;
  static final int BLOCK = 0x30;

  private Hash() {}

  static byte[] sha(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** H(tag ‖ parts). */
  static byte[] tagged(int tag, byte[]... parts) {
    byte[][] all = new byte[parts.length + 1][];
    all[0] = new byte[] {(byte) tag};
    System.arraycopy(parts, 0, all, 1, parts.length);
    return sha(all);
  }

  static Id account(Id key) {
    return Id.of(tagged(ACCOUNT, key.bytes()));
  }

  static Id root(List<byte[]> leaves) {
    if (leaves.isEmpty()) {
      return Id.of(sha());
    }
    List<byte[]> level = new ArrayList<>(leaves.size());
    for (byte[] leaf : leaves) {
      level.add(tagged(0, leaf));
    }
    while (level.size() > 1) {
      List<byte[]> above = new ArrayList<>(level.size() / 2 + 1);
      for (int i = 0; i + 1 < level.size(); i += 2) {
        above.add(tagged(1, level.get(i), level.get(i + 1)));
      }
      if (level.size() % 2 == 1) {
        above.add(level.get(level.size() - 1));
      }
      level = above;
    }
    return Id.of(level.get(0));
  }

  /** A way from one leaf to the root. */
  record Path(int index, int size, List<byte[]> siblings) {

    static Path read(Octets octets) {
      return new Path(octets.u31(), octets.u31(), octets.list(o -> o.bytes(32)));
    }

    /**
     * The root that it leads to (RFC 9162 §2.1.3.2).
     *
     * @throws MalformedException if it is no way in a tree of that size
     */
    Id root(byte[] leaf) {
      if (index >= size) {
        throw new MalformedException("leaf " + index + " of " + size);
      }
      byte[] hash = tagged(0, leaf);
      int node = index;
      int last = size - 1;
      int used = 0;
      while (last > 0) {
        if (node % 2 == 1) {
          hash = tagged(1, sibling(used++), hash);
        } else if (node < last) {
          hash = tagged(1, hash, sibling(used++));
        }
        node /= 2;
        last /= 2;
      }
      if (used != siblings.size()) {
        throw new MalformedException("path has " + siblings.size() + " siblings, not " + used);
      }
      return Id.of(hash);
    }

    private byte[] sibling(int at) {
      if (at >= siblings.size()) {
        throw new MalformedException("path has only " + siblings.size() + " siblings");
      }
      return siblings.get(at);
    }
  }

  /** Big-endian bytes of a number. */
  static byte[] u63(long value) {
    return ByteBuffer.allocate(8).putLong(value).array();
  }
}
