import { type Bytes, concat, fromHex, type Hex } from "./bytes";
import { type BetType, betType } from "./craps/bets";
import type { Decoder } from "./decoder";
import { digest, digestOfSigned, TAG } from "./digest";
import { Malformed, require } from "./malformed";

/** What a player signed to bet. Twin of evidence.bet.SignedBet. */
export interface SignedBet {
  readonly signedBytes: Bytes;
  readonly signature: Hex;
  readonly id: Hex;
  readonly account: Hex;
  readonly chain: Hex;
  readonly key: Hex;
  readonly table: number;
  readonly round: bigint;
  readonly type: BetType;
  readonly amount: bigint;
  readonly nonce: bigint;
}

export const SIGNED_BET_BYTES = 101 + 64;

export function signedBet(from: Decoder): SignedBet {
  const start = from.place();
  from.tag(TAG.BET);
  const chain = from.hash("chain");
  const key = from.hash("key");
  const table = from.u16("table");
  const round = from.u63("round");
  const type = knownBet(from);
  const amount = from.u63("amount");
  const nonce = from.u63("nonce");
  from.u63("expiresAtMs");
  const signedBytes = from.since(start);
  const id = digestOfSigned(signedBytes);
  const account = digest(TAG.ACCOUNT, fromHex(key));
  const signature = from.signature("signature");
  return { signedBytes, signature, id, account, chain, key, table, round, type, amount, nonce };
}

export function knownBet(from: Decoder): BetType {
  const code = from.u16("type");
  const type = betType(code);
  require(type !== undefined, "type", `no bet has code ${code}`);
  return type;
}

/** What a batch says of itself. Twin of evidence.bet.BatchHeader. */
export interface BatchHeader {
  readonly wire: Bytes;
  readonly chain: Hex;
  readonly table: number;
  readonly round: bigint;
  readonly count: number;
  readonly root: Hex;
}

export const HEADER_BYTES = 92;
const KIND_PLACE_BETS = 1;

export function batchHeader(from: Decoder): BatchHeader {
  const start = from.place();
  const chain = from.hash("chain");
  from.u16("gateway");
  from.u63("gatewaySequence");
  const table = from.u16("table");
  const round = from.u63("round");
  const count = from.u31("count");
  from.u31("payloadBytes");
  const root = from.hash("root");
  return { wire: from.since(start), chain, table, round, count, root };
}

/** The digest by which a block names the batch. */
export function batchDigest(header: BatchHeader, payloadHash: Hex): Hex {
  const open = concat(Uint8Array.of(KIND_PLACE_BETS), header.wire);
  return digest(TAG.BATCH_BODY, open, fromHex(payloadHash));
}

export const CHANGES = ["TAKE_DOWN", "REDUCE", "PRESS", "SWITCH_ON", "SWITCH_OFF"] as const;
export type Change = (typeof CHANGES)[number];

/** What a player signed besides a bet; `change` is missing where it changes none. */
export interface SignedOrder {
  readonly signedBytes: Bytes;
  readonly signature: Hex;
  readonly id: Hex;
  readonly chain: Hex;
  readonly key: Hex;
  readonly change?: { table: number; bet: Hex; what: Change; amount: bigint };
}

export function signedOrder(from: Decoder): SignedOrder {
  const start = from.place();
  const tag = from.u8("tag");
  const chain = from.hash("chain");
  const key = from.hash("key");
  const change = fields(from, tag);
  from.u63("nonce");
  from.u63("expiresAtMs");
  const signedBytes = from.since(start);
  const order = { signedBytes, id: digestOfSigned(signedBytes), chain, key };
  const signature = from.signature("signature");
  return change === undefined ? { ...order, signature } : { ...order, signature, change };
}

function fields(from: Decoder, tag: number): SignedOrder["change"] {
  switch (tag) {
    case TAG.BET_CHANGE: {
      const table = from.u16("table");
      const bet = from.hash("bet");
      const code = from.code([1, 2, 3, 4, 5], "change");
      return { table, bet, what: CHANGES[code - 1] as Change, amount: from.u63("amount") };
    }
    case TAG.TRANSFER:
      from.hash("account");
      from.u63("amount");
      return undefined;
    case TAG.FAUCET_GRANT:
      from.u63("amount");
      return undefined;
    default:
      throw new Malformed("tag", `no order has tag ${tag}`);
  }
}
