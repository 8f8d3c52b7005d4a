package org.bitcraps.evidence.operation;

import java.security.MessageDigest;
import java.util.Arrays;
import org.bitcraps.evidence.bet.BatchHeader;
import org.bitcraps.evidence.bet.BetBatch;
import org.bitcraps.evidence.dice.DiceSecret;
import org.bitcraps.evidence.dice.DrawId;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.genesis.Parameters;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.evidence.wire.MalformedException;

/**
 * One operation as the bytes that the order refers to (DESIGN D4).
 *
 * <p>Digest = H(tag ‖ kind ‖ header ‖ SHA-256(rest)). It covers every byte, signatures included;
 * the header of a batch stands open in it, so that a player can prove a bet's inclusion from the
 * header, the hash of the rest and a Merkle path. The header has one length per kind (0 for all but
 * batches), so no two bodies give the same bytes to the hash.
 */
public final class Body {

  private final Operation operation;
  private final byte[] bytes;
  private final Digest payloadHash;
  private final Digest digest;

  private Body(Operation operation, byte[] bytes) {
    this.operation = operation;
    this.bytes = bytes;
    int headerBytes = Kind.of(operation).headerBytes;
    this.payloadHash = payloadHash(bytes, headerBytes);
    this.digest = digest(bytes, headerBytes, payloadHash);
  }

  private static Digest payloadHash(byte[] bytes, int headerBytes) {
    MessageDigest sha = Digest.sha256();
    sha.update(bytes, 1 + headerBytes, bytes.length - 1 - headerBytes);
    return Digest.finish(sha);
  }

  private static Digest digest(byte[] bytes, int headerBytes, Digest payloadHash) {
    byte[] open = Arrays.copyOf(bytes, 1 + headerBytes);
    return Digest.of(DomainTag.BATCH_BODY, open, payloadHash.toBytes());
  }

  /** Kinds of operation: codes are part of the byte format. */
  private enum Kind {
    PLACE_BETS(1, BatchHeader.BYTES),
    PLAYER_ORDERS(2, 0),
    COMMITMENT(3, 0),
    REVEAL(4, 0);

    final int code;
    final int headerBytes;

    Kind(int code, int headerBytes) {
      this.code = code;
      this.headerBytes = headerBytes;
    }

    static Kind ofCode(int code) {
      for (Kind kind : values()) {
        if (kind.code == code) {
          return kind;
        }
      }
      throw new MalformedException("kind", "no operation has code " + code);
    }

    static Kind of(Operation operation) {
      return switch (operation) {
        case Operation.PlaceBets bets -> PLACE_BETS;
        case Operation.PlayerOrders orders -> PLAYER_ORDERS;
        case Operation.Commitment commitment -> COMMITMENT;
        case Operation.Reveal reveal -> REVEAL;
      };
    }
  }

  /** The body that carries {@code operation}. */
  public static Body of(Operation operation) {
    Encoder out = new Encoder(1024).u8(Kind.of(operation).code);
    switch (operation) {
      case Operation.PlaceBets bets -> {
        out.value(bets.batch().header());
        bets.batch().encodePayloadTo(out);
      }
      case Operation.PlayerOrders orders -> out.value(orders.chain()).list(orders.orders());
      case Operation.Commitment c ->
          out.value(c.draw()).value(c.validator()).digest(c.commitment()).signature(c.signature());
      case Operation.Reveal r ->
          out.value(r.draw())
              .value(r.validator())
              .digest(r.secret().value())
              .signature(r.signature());
    }
    return new Body(operation, out.toBytes());
  }

  /**
   * Reads a body within the limits of the chain.
   *
   * @throws MalformedException if the bytes are not the canonical encoding of one operation
   */
  public static Body decode(byte[] bytes, Parameters limits) {
    int countMax = limits.getInt(Parameter.BATCH_SIZE_MAX);
    Operation operation =
        Decoder.decode(
            bytes, limits.getInt(Parameter.BODY_BYTES_MAX), in -> decodeOperation(in, countMax));
    return new Body(operation, bytes.clone());
  }

  private static Operation decodeOperation(Decoder in, int countMax) {
    int kind = in.u8("kind");
    if (kind == Kind.PLACE_BETS.code) {
      return new Operation.PlaceBets(BetBatch.decode(in, countMax));
    }
    if (kind == Kind.PLAYER_ORDERS.code) {
      return new Operation.PlayerOrders(
          ChainId.decode(in),
          in.list(countMax, SignedOrder.BYTES_MIN, "orders", SignedOrder::decode));
    }
    if (kind == Kind.COMMITMENT.code) {
      return new Operation.Commitment(
          draw(in), ReplicaId.decode(in), in.digest("commitment"), in.signature("signature"));
    }
    if (kind == Kind.REVEAL.code) {
      return new Operation.Reveal(
          draw(in),
          ReplicaId.decode(in),
          new DiceSecret(in.digest("secret")),
          in.signature("signature"));
    }
    throw new MalformedException("kind", "no operation has code " + kind);
  }

  private static DrawId draw(Decoder in) {
    return new DrawId(ChainId.decode(in), TableId.decode(in), in.u63("round"));
  }

  /**
   * The digest that a body of these bytes has if they are one: costs a hash, reads nothing else. So
   * it can be seen who answers for them before anything is decoded (DESIGN D3).
   *
   * @throws MalformedException if they are too short for their kind, or of no kind
   */
  public static Digest digestOf(byte[] bytes) {
    MalformedException.require(bytes.length > 0, "body", "empty");
    int headerBytes = Kind.ofCode(bytes[0] & 0xff).headerBytes;
    MalformedException.require(bytes.length > headerBytes, "body", "shorter than its header");
    return digest(bytes, headerBytes, payloadHash(bytes, headerBytes));
  }

  /** The digest of a batch body, from what a player's proof holds of it. */
  public static Digest digestOfBatch(BatchHeader header, Digest payloadHash) {
    byte[] open = new Encoder(128).u8(Kind.PLACE_BETS.code).value(header).toBytes();
    return Digest.of(DomainTag.BATCH_BODY, open, payloadHash.toBytes());
  }

  /** What it carries. */
  public Operation operation() {
    return operation;
  }

  /** What the order refers to. */
  public Digest digest() {
    return digest;
  }

  /** SHA-256 of what follows kind and header. */
  public Digest payloadHash() {
    return payloadHash;
  }

  /** A copy of the canonical bytes. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  /** Appends the canonical bytes with their length. */
  public void encodeTo(Encoder out) {
    out.bytes(bytes);
  }

  /** Length of the canonical bytes. */
  public int size() {
    return bytes.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Body that && digest.equals(that.digest);
  }

  @Override
  public int hashCode() {
    return digest.hashCode();
  }

  @Override
  public String toString() {
    return Kind.of(operation) + " " + digest.brief();
  }
}
