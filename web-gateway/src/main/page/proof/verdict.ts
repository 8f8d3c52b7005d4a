import { type Bytes, type Hex, toHex } from "./bytes";
import type { Roll } from "./craps/rolls";

/** Why a proof proves nothing; each has an entry in docs/proof.md. Twin of evidence.proof.Reason. */
export type Reason =
  | "MALFORMED"
  | "GENESIS_OTHER_CHAIN"
  | "PROTOCOL_UNKNOWN"
  | "RULES_UNKNOWN"
  | "BET_OTHER_CHAIN"
  | "BET_KEY_INVALID"
  | "BET_SIGNATURE_INVALID"
  | "BATCH_OTHER_ROUND"
  | "BET_NOT_IN_BATCH"
  | "BATCH_NOT_IN_BLOCK"
  | "BLOCK_OTHER_CHAIN"
  | "CERTIFICATE_OTHER_BLOCK"
  | "CERTIFICATE_EPOCH_UNKNOWN"
  | "CERTIFICATE_TOO_FEW_SIGNERS"
  | "CERTIFICATE_STRANGER"
  | "CERTIFICATE_SIGNATURE_INVALID"
  | "CERTIFICATES_CONTRADICT"
  | "LEAF_NOT_CERTIFIED"
  | "RECEIPT_OTHER_BET"
  | "RECEIPT_OF_REPETITION"
  | "OPENING_OTHER_ROUND"
  | "COMMITMENTS_TOO_FEW"
  | "COMMITMENTS_INVALID"
  | "ROLL_OTHER_ROUND"
  | "COMMITMENTS_CHANGED"
  | "REVEALS_TOO_FEW"
  | "REVEAL_MISMATCH"
  | "BEACON_MISMATCH"
  | "DICE_MISMATCH"
  | "TABLE_MISMATCH"
  | "OUT_OF_ORDER"
  | "CHANGE_OTHER_BET"
  | "CHANGE_SIGNATURE_INVALID"
  | "SETTLEMENT_MISSING"
  | "SETTLEMENT_MISMATCH"
  | "SURPLUS";

/** Bytes that a step was checked with, and what they are. */
export interface Shown {
  readonly what: string;
  readonly hex: Hex;
}

/** One check: the statement holds, or should have held. */
export interface Step {
  readonly name: string;
  readonly statement: string;
  readonly bytes: readonly Shown[];
  readonly ok: boolean;
}

export type EndingKind = "WON" | "LOST" | "PUSHED" | "RETURNED" | "TAKEN_DOWN" | "REFUSED" | "ROLLED";

/** How it ended; of a round without a bet only the dice are known. Amounts in base units. */
export interface Ending {
  readonly kind: EndingKind;
  readonly stake: bigint;
  readonly returned: bigint;
  readonly profit: bigint;
  readonly rolls: readonly Roll[];
  readonly note: string;
}

export type Outcome =
  | { readonly result: "VERIFIED"; readonly ending: Ending }
  /** All there is holds, and the story is not over. */
  | { readonly result: "NOT_YET"; readonly missing: string }
  | { readonly result: "MISMATCH"; readonly reason: Reason; readonly detail: string };

/** What a verifier found, step by step; only the last can have failed. */
export type Verdict = Outcome & { readonly steps: readonly Step[] };

export function shown(what: string, bytes: Bytes): Shown {
  return { what, hex: toHex(bytes) };
}

/** The end of a verification that a failed step brings about. */
export class Mismatch extends Error {
  constructor(
    readonly reason: Reason,
    statement: string,
  ) {
    super(`this does not hold: ${statement}`);
  }
}

/** The steps so far. The first failure ends it: nothing that rests on a failed step is shown as checked. */
export class Checklist {
  readonly steps: Step[] = [];

  check(holds: boolean, reason: Reason, name: string, statement: string, ...bytes: Shown[]): asserts holds {
    this.steps.push({ name, statement, bytes, ok: holds });
    if (!holds) {
      throw new Mismatch(reason, statement);
    }
  }
}
