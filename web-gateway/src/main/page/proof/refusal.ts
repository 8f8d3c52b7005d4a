/** What became of an order that was refused, as players read it. Twins of Outcome and Refusal. */
const OUTCOMES: Record<number, string> = {
  10: "WRONG_CHAIN",
  11: "ACCOUNT_UNKNOWN",
  12: "NONCE_TOO_OLD",
  13: "NONCE_TOO_FAR",
  14: "DUPLICATE",
  15: "NONCE_REUSED",
  20: "EXPIRED",
  21: "KEY_INVALID",
  22: "TABLE_UNKNOWN",
  23: "ROUND_CLOSED",
  24: "ROUND_UNKNOWN",
  25: "TABLE_MINIMUM",
  26: "TABLE_MAXIMUM",
  27: "RULES",
  28: "FUNDS",
  29: "HOUSE_LIMIT",
  30: "TOO_MANY_BETS",
  31: "BET_UNKNOWN",
  32: "AMOUNT_INVALID",
  33: "FAUCET_OFF",
  34: "FAUCET_LIMIT",
  35: "TREASURY_SHORT",
  36: "SELF_TRANSFER",
};
const RULES = 27;

/** By code from 1. */
const REFUSALS = [
  "NOT_A_STAKE",
  "BELOW_MINIMUM",
  "ABOVE_MAXIMUM",
  "COME_OUT_ONLY",
  "POINT_ONLY",
  "NOT_THE_POINT",
  "NO_BASE_BET",
  "ODDS_LIMIT",
  "HAND_IN_PROGRESS",
  "CONTRACT_BET",
  "NOT_RAISED",
  "ODDS_DEPEND_ON_IT",
  "NOT_SWITCHABLE",
  "NO_CHANGE",
];

export function refusal(outcome: number, detail: bigint): string {
  const rule = outcome === RULES ? REFUSALS[Number(detail) - 1] : undefined;
  return [OUTCOMES[outcome] ?? `${outcome}`, ...(rule === undefined ? [] : [rule])].join(" ");
}
