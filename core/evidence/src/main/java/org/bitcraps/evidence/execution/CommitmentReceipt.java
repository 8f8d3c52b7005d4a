package org.bitcraps.evidence.execution;

import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.evidence.wire.MalformedException;

/**
 * What became of a validator's commitment.
 *
 * @param table the table it names
 * @param round the round it names
 * @param validator its author
 * @param commitment what was committed
 * @param answer accepted, or why not
 */
public record CommitmentReceipt(
    TableId table, long round, ReplicaId validator, Digest commitment, Answer answer)
    implements ResultLeaf {

  /** Why a commitment is not taken. Codes are part of the byte format. */
  public enum Answer {
    ACCEPTED(1),
    /** For another chain. */
    WRONG_CHAIN(10),
    /** No such table. */
    TABLE_UNKNOWN(11),
    /** Not a validator of the current set. */
    STRANGER(12),
    /** That round has opened: its committers are frozen. */
    TOO_LATE(13),
    /** Not the round after the current one. */
    TOO_EARLY(14),
    /** This validator has committed to that round already. */
    REPEATED(15),
    /** Another validator has the same commitment: a copy (R1). */
    EQUAL(16);

    private final int code;

    Answer(int code) {
      this.code = code;
    }

    /** Code on the wire. */
    public int code() {
      return code;
    }

    private static Answer decode(Decoder in) {
      int code = in.u8("answer");
      for (Answer answer : values()) {
        if (answer.code == code) {
          return answer;
        }
      }
      throw new MalformedException("answer", "unknown code " + code);
    }
  }

  @Override
  public void encodeFieldsTo(Encoder out) {
    out.value(table).u63(round).value(validator).digest(commitment).u8(answer.code());
  }

  static CommitmentReceipt decodeFields(Decoder in) {
    return new CommitmentReceipt(
        TableId.decode(in),
        in.u63("round"),
        ReplicaId.decode(in),
        in.digest("commitment"),
        Answer.decode(in));
  }
}
