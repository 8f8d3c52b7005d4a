package org.bitcraps.persistence.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.ReplicaId;

/**
 * The first 4096 bytes of a file: what it is and whose. A page of its own, so that writing records
 * never touches the sector that holds it.
 *
 * <pre>
 *    0  magic      8 bytes
 *    8  u32        format version: 1, frames as in {@link Frame}
 *   12  chain      32 bytes
 *   44  u16        validator
 *   46  salt       16 random bytes, in every checksum of the file
 *   62  zeros
 * 4092  u32        CRC-32C of all before
 * </pre>
 */
record FileHeader(Kind kind, ChainId chain, ReplicaId validator, Salt salt) {

  /** Bytes before the first frame. */
  static final int BYTES = 4096;

  /** Whose is what a gateway keeps: certified blocks and states are the same for every one. */
  static final ReplicaId NOBODY = new ReplicaId(0);

  private static final int VERSION = 1;
  private static final int SALT_AT = 46;

  /** What a file is. */
  enum Kind {
    JOURNAL("BCJOURNL", "journal"),
    BLOCKS("BCBLOCKS", "block store"),
    FOLLOWED("BCFOLLOW", "store of a gateway's blocks"),
    STATE("BCASTATE", "state that a gateway keeps");

    private final String magic;
    private final String words;

    Kind(String magic, String words) {
      this.magic = magic;
      this.words = words;
    }

    private byte[] magicBytes() {
      return magic.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /** Why a file cannot be used by who opens it. */
  static final class UnfitException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean damaged;

    private UnfitException(boolean damaged, String message) {
      super(message);
      this.damaged = damaged;
    }

    /** Whether the bytes are broken; otherwise they are good and of something else. */
    boolean isDamaged() {
      return damaged;
    }
  }

  /** The header of a new file, with a fresh salt. */
  static FileHeader fresh(Kind kind, ChainId chain, ReplicaId validator) {
    return new FileHeader(kind, chain, validator, Salt.fresh());
  }

  /** The 4096 bytes. */
  byte[] toBytes() {
    ByteBuffer out = ByteBuffer.allocate(BYTES);
    out.put(kind.magicBytes()).putInt(VERSION).put(chain.digest().toBytes());
    out.putShort((short) validator.value()).put(salt.toBytes());
    out.putInt(BYTES - 4, crc(out.array()));
    return out.array();
  }

  /**
   * Reads the header of a file that must be this validator's.
   *
   * @param bytes what stands at the beginning of the file, at most 4096 bytes
   */
  static FileHeader read(byte[] bytes, Kind kind, ChainId chain, ReplicaId validator)
      throws UnfitException {
    if (bytes.length < BYTES) {
      throw new UnfitException(true, "the file ends inside its header, at offset " + bytes.length);
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    if (in.getInt(BYTES - 4) != crc(bytes)) {
      throw new UnfitException(true, "the header at offset 0 is damaged");
    }
    byte[] magic = new byte[kind.magicBytes().length];
    in.get(magic);
    if (!Arrays.equals(magic, kind.magicBytes())) {
      throw new UnfitException(false, "it is not a " + kind);
    }
    int version = in.getInt();
    if (version != VERSION) {
      throw new UnfitException(
          false, "it has format " + version + ", this program reads format " + VERSION);
    }
    byte[] digest = new byte[Digest.BYTES];
    in.get(digest);
    ChainId foundChain = new ChainId(Digest.fromBytes(digest));
    if (!foundChain.equals(chain)) {
      throw new UnfitException(false, "it is of chain " + foundChain + ", not of " + chain);
    }
    ReplicaId foundValidator = new ReplicaId(in.getShort() & 0xffff);
    if (!foundValidator.equals(validator)) {
      throw new UnfitException(
          false, "it is of validator " + foundValidator + ", not of " + validator);
    }
    return new FileHeader(kind, chain, validator, Salt.at(bytes, SALT_AT));
  }

  private static int crc(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, BYTES - 4);
    return (int) crc.getValue();
  }
}
