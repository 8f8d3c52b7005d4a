package org.bitcraps.evidence.keys;

/**
 * What a hash or signature is for: the first byte of everything hashed or signed (DESIGN C4).
 *
 * <p>Codes 0x00 and 0x01 belong to RFC 6962's leaves and inner nodes and are used nowhere else.
 * Codes are part of the byte format: never reused, never renumbered.
 */
public enum DomainTag {
  MERKLE_LEAF(0x00),
  MERKLE_NODE(0x01),
  GENESIS(0x10),
  RULES(0x11),
  ACCOUNT(0x12),
  VALIDATOR_SET(0x13),
  PARAMETERS(0x14),
  CHARTER(0x15),
  BET(0x20),
  BET_CHANGE(0x21),
  TRANSFER(0x22),
  FAUCET_GRANT(0x23),
  BATCH_BODY(0x28),
  BATCH_SIGNATURE(0x29),
  GATEWAY_REQUEST(0x2A),
  BLOCK(0x30),
  STATE_DELTA(0x31),
  STATE(0x32),
  RESULT_LEAF(0x33),
  STATE_CHUNK(0x34),
  PROPOSAL(0x40),
  PREPARE(0x41),
  COMMIT(0x42),
  CHECKPOINT(0x43),
  VIEW_CHANGE(0x44),
  NEW_VIEW(0x45),
  PEER_ENVELOPE(0x48),
  DICE_SECRET(0x50),
  DICE_COMMITMENT(0x51),
  DICE_BEACON(0x52),
  DICE_EXPANSION(0x53),
  DICE_COMMITMENT_SIGNATURE(0x54),
  DICE_REVEAL_SIGNATURE(0x55),
  BEACON_KEY(0x56),
  KEY_POSSESSION(0x60),
  MEMBER(0x61),
  VERDICT_SIGNATURE(0x70),
  VERDICT_BODY(0x71),
  VERDICT_KEY(0x72),
  VERDICT_SEAL(0x73);

  private final byte code;

  DomainTag(int code) {
    this.code = (byte) code;
  }

  /** The one byte that stands first. */
  public byte code() {
    return code;
  }
}
