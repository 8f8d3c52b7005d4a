import type { Hex } from "../proof/bytes";
import type { Verdict } from "../proof/verdict";
import type { Word } from "../proof/witness";
import type { RuleBook } from "../rules/book";
import type { Account, Fate, Genesis, Price } from "./gateway";
import type { PlayerKey } from "./key";
import type { Lie } from "./lies";
import { EMPTY, type Slip } from "./slip";

/** One bet of ours, from the click to the end. Times by this machine's clock. */
export interface Entry {
  readonly id: string;
  readonly type: string;
  readonly amount: number;
  readonly round: number;
  readonly sentAtMs: number;
  readonly includedAtMs?: number;
  readonly settledAtMs?: number;
  readonly fate?: Fate;
  /** What this machine found when it checked the proof. */
  readonly checked?: Checked;
}

export interface Checked {
  readonly atMs: number;
  readonly result: Verdict["result"];
}

/** A proof that was asked for, and what it comes to. */
export interface Proven {
  readonly title: string;
  /** The document as it came. */
  readonly text: string;
  readonly file: string;
  readonly verdict: Verdict;
  /** What other gateways say of the same blocks, once they were heard. */
  readonly witnesses?: readonly Witness[];
  /** What was changed here in a proof that came otherwise. */
  readonly broken?: { readonly lie: Lie; readonly from: Proven };
}

/** What another gateway says about a proof. */
export interface Witness {
  /** Its origin. */
  readonly gateway: string;
  readonly said: Word | "NOTHING";
  /** How many of the certified blocks that the proof rests on are the same there, and how many there are. */
  readonly same: number;
  readonly of: number;
  /** The first place where it is not. */
  readonly at?: { readonly sequence: bigint; readonly certificate: string };
}

/** What the player's side of the page shows. Never changed in place. */
export interface Play {
  /** Why there can be no key here. */
  readonly obstacle?: string;
  readonly key?: PlayerKey;
  /** The text of the key's file, offered once, right after it was made. */
  readonly keyFile?: string;
  readonly genesis?: Genesis;
  /** The chain that proofs are checked against; the gateway may show another one. */
  readonly trusted?: Hex;
  /** Origins of other gateways that can be asked. */
  readonly gateways: readonly string[];
  readonly book?: RuleBook;
  readonly prices: ReadonlyMap<string, Price>;
  readonly account?: Account;
  readonly slip: Slip;
  /** The chip in hand, base units. */
  readonly chip: number;
  /** Newest first. */
  readonly entries: readonly Entry[];
  /** An answer is awaited. */
  readonly busy: boolean;
  /** What the last attempt came to, if it did not succeed. */
  readonly trouble?: string;
  /** The proof that is being looked at. */
  readonly proven?: Proven;
  /** A proof that did not hold, ever: stays until the page is left. */
  readonly mismatch?: Proven;
}

export const NO_PLAY: Play = { gateways: [], prices: new Map(), slip: EMPTY, chip: 0, entries: [], busy: false };
