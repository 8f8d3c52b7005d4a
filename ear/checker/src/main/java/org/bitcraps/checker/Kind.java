package org.bitcraps.checker;

/** All that is looked for. */
enum Kind {
  /** Bytes or JSON that are not what the pages say. */
  MALFORMED,
  /** A block between the first and the last that no gateway showed. */
  BLOCK_NOT_SHOWN,
  /** Something of another chain or epoch. */
  OTHER_CHAIN,
  /** A block that is not the child of the one before. */
  LINK_CUT,
  /** A certificate of something else than the block beside it. */
  CERTIFICATE_ASTRAY,
  /** One validator counted twice, or votes out of their order. */
  SIGNER_TWICE,
  /** A vote of somebody who is no validator. */
  SIGNER_UNKNOWN,
  /** A vote whose signature does not hold. */
  VOTE_FORGED,
  /** Fewer votes than a quorum. */
  QUORUM_MISSED,
  /** Two certificates for one place. */
  CONTRADICTION,
  /** A body that the block does not name, or one that is missing. */
  BODY_ASTRAY,
  /** A batch whose Merkle root, count or size is not that of its bets. */
  BATCH_ROOT_WRONG,
  /** A batch that its gateway did not sign, or a dice secret that its validator did not. */
  ORIGIN_FORGED,
  /** An order executed that its player did not sign. */
  PLAYER_FORGED,
  /** Result leaves that are not those that the quorum signed. */
  RESULT_ROOT_WRONG,
  /** The summary does not follow from the block before. */
  SUMMARY_WRONG,
  /** An ordered operation without its receipt, or not in its place. */
  RECEIPT_MISSING,
  /** A receipt for what the block does not order. */
  RECEIPT_SURPLUS,
  /** A receipt that says something else than the order. */
  RECEIPT_OTHER,
  /** One order had its effect twice, or a nonce served two. */
  EXECUTED_TWICE,
  /** A duplicate's receipt that does not lead to the first. */
  DUPLICATE_ASTRAY,
  /** A balance that does not follow from the one before. */
  BALANCE_WRONG,
  /** A settlement of no live bet, or of another stake. */
  SETTLEMENT_ASTRAY,
  /** A bet for one roll that outlived it. */
  SETTLEMENT_MISSING,
  /** A payout that the rules do not give. */
  PAYOUT_WRONG,
  /** Dice that the secrets do not give, or secrets that were not committed. */
  DICE_WRONG,
  /** More or less money than genesis made. */
  MONEY_NOT_CONSERVED,
  /** An order that was answered as taken or done, and is in no block. */
  LOST,
  /** An order that was only ever refused, and had its effect. */
  REFUSED_YET_DONE,
  /** An answer about an order that is not what its block says. */
  ANSWER_WRONG,
  /** An answer about an account that is not what the chain says at that block. */
  ACCOUNT_WRONG,
  /** An answer about a table that is not what the chain says at that block. */
  TABLE_WRONG,
  /** A proof that does not hold. */
  PROOF_BROKEN,
  /** A history without what it takes to judge it. */
  HISTORY_POOR;

  Violation at(String where, String evidence) {
    return new Violation(this, where, evidence);
  }
}
