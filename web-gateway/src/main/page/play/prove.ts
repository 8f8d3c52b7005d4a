import { readDocument } from "../proof/document";
import { orUndefined } from "../proof/malformed";
import { verifyProof } from "../proof/verify";
import { getText } from "./gateway";
import type { Proven } from "./state";

/** Proofs, fetched from the gateway and checked here. */

/** Of one bet; a sound proof of another bet is none. */
export async function proofOfBet(table: number, id: string, chain: string, name: string): Promise<Proven> {
  const text = await getText(`games/${table}/bets/${id}/proof`);
  const verdict = await verifyProof(text, chain);
  const other = verdict.result !== "MISMATCH" && betOf(text) !== id;
  return {
    title: `${name}, bet ${id.slice(0, 16)}…`,
    text,
    file: `bet-${id.slice(0, 16)}-chain-${chain}.json`,
    verdict: other
      ? { result: "MISMATCH", reason: "RECEIPT_OTHER_BET", detail: "the gateway sent the proof of another bet", steps: verdict.steps }
      : verdict,
  };
}

function betOf(text: string): string | undefined {
  const document = orUndefined(() => readDocument(text));
  return document?.about === "bet" ? document.bet.id : undefined;
}

/** Of the dice of one round. */
export async function proofOfRound(table: number, round: number, chain: string): Promise<Proven> {
  const text = await getText(`games/${table}/proofs?round=${round}`);
  const verdict = await verifyProof(text, chain);
  const other = verdict.result !== "MISMATCH" && !isOf(text, table, round);
  return {
    title: `Round ${round}`,
    text,
    file: `round-${round}-chain-${chain}.json`,
    verdict: other
      ? { result: "MISMATCH", reason: "OPENING_OTHER_ROUND", detail: "the gateway sent the proof of another round", steps: verdict.steps }
      : verdict,
  };
}

function isOf(text: string, table: number, round: number): boolean {
  const document = readDocument(text);
  if (document.about !== "round") {
    return false;
  }
  const { leaf } = document.round.opening;
  return leaf.kind === "opened" && leaf.table === table && leaf.round === BigInt(round);
}
