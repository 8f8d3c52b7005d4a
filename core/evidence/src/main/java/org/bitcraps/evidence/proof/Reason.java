package org.bitcraps.evidence.proof;

/**
 * Why a proof proves nothing. The names are stable: programs and the page's twin rely on them, each
 * has an entry in {@code docs/proof.md}.
 */
public enum Reason {
  /** The document cannot be read; the detail names the field. */
  MALFORMED,
  /** The genesis does not hash to the chain id that the player trusts. */
  GENESIS_OTHER_CHAIN,
  /** The chain runs another version of the rules of execution than this verifier knows. */
  PROTOCOL_UNKNOWN,
  /** The chain plays by other rules than this verifier knows. */
  RULES_UNKNOWN,

  /** The bet is for another chain. */
  BET_OTHER_CHAIN,
  /** The bet's key is not a point of the prime-order subgroup (X1). */
  BET_KEY_INVALID,
  /** The player did not sign these bytes. */
  BET_SIGNATURE_INVALID,
  /** The batch is of another chain, table or round than the bet. */
  BATCH_OTHER_ROUND,
  /** The path does not lead from the bet to the batch's root. */
  BET_NOT_IN_BATCH,
  /** The block names no such batch. */
  BATCH_NOT_IN_BLOCK,

  /** The block is of another chain. */
  BLOCK_OTHER_CHAIN,
  /** The certificate is about another block. */
  CERTIFICATE_OTHER_BLOCK,
  /** No known set of validators signs that epoch at that place. */
  CERTIFICATE_EPOCH_UNKNOWN,
  /** Fewer than q validators signed. */
  CERTIFICATE_TOO_FEW_SIGNERS,
  /** A signer is no validator of that epoch. */
  CERTIFICATE_STRANGER,
  /** A signature is not that validator's over this statement. */
  CERTIFICATE_SIGNATURE_INVALID,
  /** Two certificates for one place say different things. */
  CERTIFICATES_CONTRADICT,
  /** The path does not lead from the leaf to the certified result root. */
  LEAF_NOT_CERTIFIED,

  /** The leaf is no receipt of this bet. */
  RECEIPT_OTHER_BET,
  /** The receipt answers a repetition: the first one decides. */
  RECEIPT_OF_REPETITION,
  /** The leaf is no opening of that round. */
  OPENING_OTHER_ROUND,
  /** Fewer than q validators had committed. */
  COMMITMENTS_TOO_FEW,
  /** Somebody who is no validator had committed, or two had committed to the same. */
  COMMITMENTS_INVALID,
  /** The leaf is no roll of that round. */
  ROLL_OTHER_ROUND,
  /** The roll names other commitments than the opening. */
  COMMITMENTS_CHANGED,
  /** More reveals are missing than may be. */
  REVEALS_TOO_FEW,
  /** A reveal does not match its commitment. */
  REVEAL_MISMATCH,
  /** The beacon is not the hash of the reveals. */
  BEACON_MISMATCH,
  /** The dice are not those of the beacon. */
  DICE_MISMATCH,
  /** The table does not follow from the dice, or not from the round before. */
  TABLE_MISMATCH,
  /** Blocks or leaves stand in another order than they can have happened. */
  OUT_OF_ORDER,

  /** The order is no change of this bet, or the receipt is not that order's. */
  CHANGE_OTHER_BET,
  /** The player did not sign the change. */
  CHANGE_SIGNATURE_INVALID,
  /** The roll decides or moves the bet, and the proof does not say so. */
  SETTLEMENT_MISSING,
  /** The settlement is not what the rules give for this bet and these dice. */
  SETTLEMENT_MISMATCH,
  /** The proof goes on where the bet was over. */
  SURPLUS
}
