import { type Bytes, concat, type Hex, toHex } from "./bytes";
import { sha256 } from "./sha256";

/**
 * The first byte of everything that is hashed or signed: what it is for. Twin of evidence.keys.DomainTag.
 */
export const TAG = {
  MERKLE_LEAF: 0x00,
  MERKLE_NODE: 0x01,
  GENESIS: 0x10,
  RULES: 0x11,
  ACCOUNT: 0x12,
  BET: 0x20,
  BET_CHANGE: 0x21,
  TRANSFER: 0x22,
  FAUCET_GRANT: 0x23,
  BATCH_BODY: 0x28,
  BLOCK: 0x30,
  RESULT_LEAF: 0x33,
  COMMIT: 0x42,
  DICE_COMMITMENT: 0x51,
  DICE_BEACON: 0x52,
  DICE_EXPANSION: 0x53,
} as const;

/** SHA-256 of the tag, then the parts. */
export function digest(tag: number, ...parts: Bytes[]): Hex {
  return toHex(sha256(concat(Uint8Array.of(tag), ...parts)));
}

/** SHA-256 of bytes that begin with their tag already: ids of bets and orders. */
export function digestOfSigned(bytes: Bytes): Hex {
  return toHex(sha256(bytes));
}
