package org.bitcraps.evidence.execution;

import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.evidence.wire.MalformedException;
import org.bitcraps.evidence.wire.WireValue;

/**
 * One effect of a block, as it stands in the result tree: tag, kind, fields. From certified leaves
 * alone anyone can recompute the dice and every payout.
 *
 * <p>Nothing in a leaf depends on view, primary, signers or arrival (DESIGN C6).
 */
public sealed interface ResultLeaf extends WireValue
    permits BlockSummary,
        Receipt,
        Credit,
        RoundOpened,
        RoundClosed,
        RollRecorded,
        BetSettled,
        MissingReveal,
        CommitmentReceipt,
        RevealReceipt {

  /** More bytes than any leaf has; bounds decoding. */
  int BYTES_MAX = 1 << 20;

  /** Which leaf it is. Codes are part of the byte format: never reused. */
  enum Kind {
    BLOCK_SUMMARY(1),
    RECEIPT(2),
    CREDIT(3),
    ROUND_OPENED(4),
    ROUND_CLOSED(5),
    ROLL_RECORDED(6),
    BET_SETTLED(7),
    MISSING_REVEAL(8),
    COMMITMENT_RECEIPT(9),
    REVEAL_RECEIPT(10);

    private final int code;

    Kind(int code) {
      this.code = code;
    }
  }

  /** Which leaf it is. */
  default Kind leafKind() {
    return switch (this) {
      case BlockSummary leaf -> Kind.BLOCK_SUMMARY;
      case Receipt leaf -> Kind.RECEIPT;
      case Credit leaf -> Kind.CREDIT;
      case RoundOpened leaf -> Kind.ROUND_OPENED;
      case RoundClosed leaf -> Kind.ROUND_CLOSED;
      case RollRecorded leaf -> Kind.ROLL_RECORDED;
      case BetSettled leaf -> Kind.BET_SETTLED;
      case MissingReveal leaf -> Kind.MISSING_REVEAL;
      case CommitmentReceipt leaf -> Kind.COMMITMENT_RECEIPT;
      case RevealReceipt leaf -> Kind.REVEAL_RECEIPT;
    };
  }

  /** The fields, without tag and kind. */
  void encodeFieldsTo(Encoder out);

  @Override
  default void encodeTo(Encoder out) {
    out.tag(DomainTag.RESULT_LEAF).u8(leafKind().code);
    encodeFieldsTo(out);
  }

  /** Reads any leaf. */
  static ResultLeaf decode(Decoder in) {
    in.tag(DomainTag.RESULT_LEAF);
    return switch (kind(in)) {
      case BLOCK_SUMMARY -> BlockSummary.decodeFields(in);
      case RECEIPT -> Receipt.decodeFields(in);
      case CREDIT -> Credit.decodeFields(in);
      case ROUND_OPENED -> RoundOpened.decodeFields(in);
      case ROUND_CLOSED -> RoundClosed.decodeFields(in);
      case ROLL_RECORDED -> RollRecorded.decodeFields(in);
      case BET_SETTLED -> BetSettled.decodeFields(in);
      case MISSING_REVEAL -> MissingReveal.decodeFields(in);
      case COMMITMENT_RECEIPT -> CommitmentReceipt.decodeFields(in);
      case REVEAL_RECEIPT -> RevealReceipt.decodeFields(in);
    };
  }

  /** Reads the whole of {@code bytes} as one leaf. */
  static ResultLeaf decode(byte[] bytes) {
    return Decoder.decode(bytes, BYTES_MAX, ResultLeaf::decode);
  }

  private static Kind kind(Decoder in) {
    int code = in.u8("kind");
    for (Kind kind : Kind.values()) {
      if (kind.code == code) {
        return kind;
      }
    }
    throw new MalformedException("kind", "no leaf has code " + code);
  }
}
