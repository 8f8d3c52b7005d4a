/** What the gateway sends: the shapes of docs/websocket.md. Money in base units, times in ms since 1970. */

export type Phase = "BETTING" | "REVEALING" | "SETTLED";

export interface Table {
  table: number;
  name: string;
  sequence: number;
  round: number;
  phase: Phase;
  opensAtMs: number;
  closesAtMs: number;
  closedAtMs: number;
  /** The puck: 0 is OFF. */
  point: number;
  hand: number;
  /** Of the current round, once they are known. */
  dice?: [number, number];
  committers: number[];
  revealed: number[];
  stakeMin: number;
  stakeMax: number;
  unit: number;
  staked: number;
  bankroll: number;
}

export interface BetLine {
  type: string;
  total: number;
  count: number;
}

export interface Roll {
  round: number;
  sequence: number;
  dice: [number, number];
  total: number;
  /** The puck afterwards. */
  point: number;
  sevenOut: boolean;
}

export interface Block {
  sequence: number;
  digest: string;
  parent: string;
  timeMs: number;
  view: number;
  signers: number[];
  bodies: { kind: string; operations: number }[];
}

export interface Validator {
  id: number;
  up: boolean;
  /** Only known of validators in the gateway's own server. */
  condition?: string;
  lastSigned: number;
  view?: number;
}

export interface Reason {
  code: string;
  table?: number;
  text: string;
}

export interface Settled {
  won: number;
  lost: number;
  pushed: number;
  paid: number;
  collected: number;
}

export interface Snapshot {
  type: "snapshot";
  n: number;
  timeMs: number;
  idleMs: number;
  chain: string;
  quorum: number;
  table: Table;
  bets: BetLine[];
  /** Newest first. */
  rolls: Roll[];
  /** Newest first. */
  blocks: Block[];
}

export interface Resumed {
  type: "resumed";
  n: number;
  timeMs: number;
  idleMs: number;
}

export interface Update {
  type: "block";
  n: number;
  block: Block;
  table: Table;
  /** Absent if none changed. */
  bets?: BetLine[];
  roll?: Roll;
  settled?: Settled;
}

export interface Status {
  type: "status";
  timeMs: number;
  lastBlockAgoMs: number;
  validators: Validator[];
  waiting: Reason[];
}

export interface Pong {
  type: "pong";
  timeMs: number;
}

export type Frame = Snapshot | Resumed | Update | Status | Pong;

const KNOWN = new Set(["snapshot", "resumed", "block", "status", "pong"]);

/** One text; undefined for a type that a newer gateway may know. */
export function parse(text: string): Frame | undefined {
  const frame = JSON.parse(text) as Frame;
  return KNOWN.has(frame.type) ? frame : undefined;
}
