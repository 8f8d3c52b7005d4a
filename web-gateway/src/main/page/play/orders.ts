import { type Bytes, concat, fromHex, type Hex, number } from "../proof/bytes";

/** What a player signs, as docs/wire.md has it, and the JSON form that a gateway takes. */
export type Order = Wager | Grant | Change;

interface Common {
  /** Chain id and public key, lower-case hexadecimal. */
  readonly chain: Hex;
  readonly key: Hex;
  readonly nonce: number;
  readonly expiresAtMs: number;
}

export interface Wager extends Common {
  readonly kind: "WAGER";
  readonly table: number;
  readonly round: number;
  readonly type: string;
  readonly amount: number;
}

export interface Grant extends Common {
  readonly kind: "FAUCET_GRANT";
  readonly amount: number;
}

export type Alteration = "TAKE_DOWN" | "REDUCE" | "PRESS" | "SWITCH_ON" | "SWITCH_OFF";

export interface Change extends Common {
  readonly kind: "CHANGE_BET";
  readonly table: number;
  /** Id of the live bet. */
  readonly bet: string;
  readonly change: Alteration;
  readonly amount: number;
}

const CHANGES: readonly Alteration[] = ["TAKE_DOWN", "REDUCE", "PRESS", "SWITCH_ON", "SWITCH_OFF"];

/** The signed bytes. `codes`: the wire code of each type of bet. */
export function signedBytes(order: Order, codes: ReadonlyMap<string, number>): Bytes {
  const begin = [fromHex(order.chain), fromHex(order.key)];
  const end = [u63(order.nonce), u63(order.expiresAtMs)];
  switch (order.kind) {
    case "WAGER": {
      const code = codes.get(order.type);
      if (code === undefined) {
        throw new RangeError(`no bet ${order.type} in this chain's rules`);
      }
      const what = [number(order.table, 2), u63(order.round), number(code, 2), u63(order.amount)];
      return concat(number(0x20, 1), ...begin, ...what, ...end);
    }
    case "FAUCET_GRANT":
      return concat(number(0x23, 1), ...begin, u63(order.amount), ...end);
    case "CHANGE_BET": {
      const change = number(CHANGES.indexOf(order.change) + 1, 1);
      return concat(number(0x21, 1), ...begin, number(order.table, 2), fromHex(order.bet), change, u63(order.amount), ...end);
    }
  }
}

function u63(value: number): Bytes {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new RangeError(`${value} is no amount, nonce or time`);
  }
  return number(value, 8);
}

/** The JSON object that the gateway takes. */
export function formOf(order: Order, signature: string): object {
  if (order.kind !== "WAGER") {
    return { ...order, signature };
  }
  const { kind: _, ...bet } = order;
  return { ...bet, signature };
}
