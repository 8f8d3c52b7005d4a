import { Bytes, hex } from "./bytes";

/** What a player signs, as docs/wire.md has it, and the JSON form that a gateway takes. */
export type Order = Wager | Grant | Change;

interface Common {
  /** Chain id and public key, lower-case hexadecimal. */
  readonly chain: string;
  readonly key: string;
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
export function signedBytes(order: Order, codes: ReadonlyMap<string, number>): Uint8Array<ArrayBuffer> {
  const out = new Bytes();
  switch (order.kind) {
    case "WAGER": {
      const code = codes.get(order.type);
      if (code === undefined) {
        throw new RangeError(`no bet ${order.type} in this chain's rules`);
      }
      out.u8(0x20).hex(order.chain).hex(order.key).u16(order.table).u63(order.round).u16(code).u63(order.amount);
      break;
    }
    case "FAUCET_GRANT":
      out.u8(0x23).hex(order.chain).hex(order.key).u63(order.amount);
      break;
    case "CHANGE_BET":
      out.u8(0x21).hex(order.chain).hex(order.key).u16(order.table).hex(order.bet);
      out.u8(CHANGES.indexOf(order.change) + 1).u63(order.amount);
      break;
  }
  return out.u63(order.nonce).u63(order.expiresAtMs).take();
}

/** Bet id and order id: the digest of the signed bytes, known before anybody answers. */
export async function idOf(signed: Uint8Array<ArrayBuffer>): Promise<string> {
  return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", signed)));
}

/** The JSON object that the gateway takes. */
export function formOf(order: Order, signature: string): object {
  if (order.kind !== "WAGER") {
    return { ...order, signature };
  }
  const { kind: _, ...bet } = order;
  return { ...bet, signature };
}
