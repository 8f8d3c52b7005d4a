package org.bitcraps.evidence.replay;

/**
 * Why a replay stopped. The names are stable: programs rely on them, each has an entry in {@code
 * docs/proof.md}; where a proof can fail for the same reason the name is the same.
 */
public enum ReplayReason {
  /** Not a file of this format and version. */
  FORMAT_UNKNOWN,
  /** Bytes that are no header or no block; the field is named. */
  MALFORMED,
  /** The file ends before the last block that its header announces. */
  TRUNCATED,
  /** The file goes on after that block. */
  SURPLUS,

  /** The genesis does not hash to the chain id that is trusted. */
  GENESIS_OTHER_CHAIN,
  /** A validator did not prove that it holds the keys that genesis gives it. */
  GENESIS_KEYS_UNPROVEN,
  /** The chain runs another version of the rules of execution than this build knows. */
  PROTOCOL_UNKNOWN,
  /** The chain plays by other rules than this build knows. */
  RULES_UNKNOWN,

  /** The block is of another chain. */
  BLOCK_OTHER_CHAIN,
  /** The block is not the next one, or not the child of the one before. */
  OUT_OF_ORDER,
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
  /** A body is not the one that the block names at its place. */
  BODY_OTHER,
  /** A body that the block names is not in the file. */
  BODY_MISSING,
  /** The author of a body may not bring such an operation to this chain. */
  BODY_NOT_ADMISSIBLE,
  /** The gateway did not sign for this body. */
  GATEWAY_SIGNATURE_INVALID,
  /** A player did not sign this bet or order. */
  PLAYER_SIGNATURE_INVALID,
  /** A validator did not sign this commitment or reveal. */
  VALIDATOR_SIGNATURE_INVALID,

  /** Execution gives another result than the quorum signed. */
  RESULT_ROOT_MISMATCH,
  /** The dice do not follow from the secrets, or those not from their commitments. */
  DICE_MISMATCH,
  /** A settlement is not what the rules give for this bet and these dice. */
  SETTLEMENT_MISMATCH,
  /** Money was made or lost. */
  MONEY_NOT_CONSERVED
}
