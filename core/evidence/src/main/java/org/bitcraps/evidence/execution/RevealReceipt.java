package org.bitcraps.evidence.execution;

import org.bitcraps.evidence.dice.DiceSecret;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.evidence.wire.MalformedException;

/**
 * What became of a validator's reveal.
 *
 * @param table the table it names
 * @param round the round it names
 * @param validator its author
 * @param secret what was revealed: public from now on
 * @param answer accepted, or why not
 */
public record RevealReceipt(
    TableId table, long round, ReplicaId validator, DiceSecret secret, Answer answer)
    implements ResultLeaf {

  /** Why a reveal is not taken. Codes are part of the byte format. */
  public enum Answer {
    /** Part of the round's dice. */
    ACCEPTED(1),
    /** Too late for the dice; clears the validator's {@link MissingReveal}. */
    LATE(2),
    /** For another chain. */
    WRONG_CHAIN(10),
    /** No such table. */
    TABLE_UNKNOWN(11),
    /** That round has not closed. */
    TOO_EARLY(12),
    /** Not a committer of that round. */
    STRANGER(13),
    /** Not what the validator committed to. */
    COMMITMENT_MISMATCH(14),
    /** This validator has revealed already. */
    REPEATED(15),
    /** Of a settled round for which nothing of this validator is missing (any more). */
    NOT_AWAITED(16);

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
    out.value(table).u63(round).value(validator).digest(secret.value()).u8(answer.code());
  }

  static RevealReceipt decodeFields(Decoder in) {
    return new RevealReceipt(
        TableId.decode(in),
        in.u63("round"),
        ReplicaId.decode(in),
        new DiceSecret(in.digest("secret")),
        Answer.decode(in));
  }
}
