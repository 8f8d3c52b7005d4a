import { rollText } from "../proof/craps/rolls";
import type { Ending, Reason, Verdict } from "../proof/verdict";

/** What each reason means to somebody who has never read docs/proof.md. */
const REASONS: Record<Reason, string> = {
  MALFORMED: "This is no proof, or not all of it: it cannot be read.",
  GENESIS_OTHER_CHAIN: "This proof is about another chain than the one you trust.",
  PROTOCOL_UNKNOWN: "This chain runs by a version of the rules that this page does not know.",
  RULES_UNKNOWN: "This chain plays by other rules of craps than this page knows.",
  BET_OTHER_CHAIN: "The bet was signed for another chain.",
  BET_KEY_INVALID: "The player's key is not a sound one.",
  BET_SIGNATURE_INVALID: "The player did not sign this bet.",
  BATCH_OTHER_ROUND: "The bet was handed on for another table or round than it was signed for.",
  BET_NOT_IN_BATCH: "The bet is not among those that were handed on.",
  BATCH_NOT_IN_BLOCK: "The block does not hold this bet.",
  BLOCK_OTHER_CHAIN: "A block in this proof is of another chain.",
  CERTIFICATE_OTHER_BLOCK: "A certificate is about another block than the one shown.",
  CERTIFICATE_EPOCH_UNKNOWN: "A certificate is signed by validators that nobody knows.",
  CERTIFICATE_TOO_FEW_SIGNERS: "Too few validators signed a block.",
  CERTIFICATE_STRANGER: "Somebody signed a block who is no validator.",
  CERTIFICATE_SIGNATURE_INVALID: "A validator's signature is forged.",
  CERTIFICATES_CONTRADICT: "The validators signed two different outcomes for one place in the order.",
  LEAF_NOT_CERTIFIED: "Something is shown as an outcome that the validators did not sign.",
  RECEIPT_OTHER_BET: "The receipt is not for this bet.",
  RECEIPT_OF_REPETITION: "The receipt is for a repetition of this bet, not for the bet itself.",
  OPENING_OTHER_ROUND: "The opening shown is of another round.",
  COMMITMENTS_TOO_FEW: "Too few validators had sealed their secrets before betting opened.",
  COMMITMENTS_INVALID: "The sealed secrets are not those of the validators, or two are alike.",
  ROLL_OTHER_ROUND: "The dice shown are of another round.",
  COMMITMENTS_CHANGED: "The sealed secrets were exchanged after betting opened.",
  REVEALS_TOO_FEW: "Too few secrets were opened.",
  REVEAL_MISMATCH: "A secret is not the one that was sealed.",
  BEACON_MISMATCH: "The dice were not drawn from the secrets.",
  DICE_MISMATCH: "The dice are not those that the secrets give.",
  TABLE_MISMATCH: "Puck and hand do not follow from the dice.",
  OUT_OF_ORDER: "Things are shown in an order in which they cannot have happened.",
  CHANGE_OTHER_BET: "A change shown is not one of this bet.",
  CHANGE_SIGNATURE_INVALID: "The player did not sign a change of the bet.",
  SETTLEMENT_MISSING: "The dice decide the bet, and the proof does not say so.",
  SETTLEMENT_MISMATCH: "The bet was not paid as the rules say.",
  SURPLUS: "The proof goes on where the bet was over.",
};

/** The step names of docs/proof.md, for people. */
const STEPS: Record<string, string> = {
  genesis: "Chain",
  rules: "Rules",
  bet: "Bet",
  batch: "Batch",
  block: "Block",
  certificate: "Certificate",
  receipt: "Receipt",
  opening: "Opening",
  reveals: "Secrets",
  beacon: "Beacon",
  dice: "Dice",
  roll: "Roll",
  table: "Table",
  order: "Order",
  change: "Change",
  payout: "Payout",
};

const ENDINGS: Record<Ending["kind"], string> = {
  WON: "The bet won",
  LOST: "The bet lost",
  PUSHED: "Nobody won: the stake went back",
  RETURNED: "The bet was off: the stake went back",
  TAKEN_DOWN: "The player took the bet down",
  REFUSED: "The bet was refused",
  ROLLED: "The dice are those that the validators had sealed",
};

export function headline(verdict: Verdict): string {
  switch (verdict.result) {
    case "VERIFIED":
      return "Verified";
    case "NOT_YET":
      return "Not yet";
    case "MISMATCH":
      return "Mismatch";
  }
}

/** The verdict in a sentence or two. */
export function explanation(verdict: Verdict): string {
  switch (verdict.result) {
    case "VERIFIED":
      return endingText(verdict.ending);
    case "NOT_YET":
      return `Everything in this proof holds. Still missing: ${verdict.missing}. Save the proof again when they are known.`;
    case "MISMATCH":
      return REASONS[verdict.reason];
  }
}

export function stepText(name: string): string {
  return STEPS[name] ?? name;
}

function endingText(ending: Ending): string {
  const dice = ending.rolls.map(rollText).join(", ");
  const thrown = dice === "" ? "" : ` Dice: ${dice}.`;
  switch (ending.kind) {
    case "ROLLED":
      return `${ENDINGS.ROLLED}.${thrown}`;
    case "REFUSED":
      return `${ENDINGS.REFUSED} (${ending.note}); nothing was staked.`;
    case "WON":
      return `${ENDINGS.WON} ${chips(ending.profit)}, and the stake of ${chips(ending.stake)} came back.${thrown}`;
    case "LOST":
      return `${ENDINGS.LOST} its stake of ${chips(ending.stake)}.${thrown}`;
    case "PUSHED":
    case "RETURNED":
    case "TAKEN_DOWN":
      return `${ENDINGS[ending.kind]}, ${chips(ending.returned)}.${thrown}`;
  }
}

const CHIP = 1320n;

/** Every amount is a whole number of base units; whole chips are easier to read. */
function chips(amount: bigint): string {
  if (amount % CHIP !== 0n) {
    return `${amount} units`;
  }
  return amount === CHIP ? "1 chip" : `${amount / CHIP} chips`;
}
