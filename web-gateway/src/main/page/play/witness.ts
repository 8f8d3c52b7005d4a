import { Ground } from "../proof/witness";
import type { Proven, Witness } from "./state";

/** Other gateways, asked whether the table that they show is the same table. */

const PATIENCE_MS = 3_000;

/** A bet that stood for long rests on many blocks: the latest ones are asked for. */
const PLACES_MAX = 32;

/**
 * Asks each of the gateways for the certificates of the blocks that a proof rests on. One that shows
 * another block, signed by a quorum as well, makes it a mismatch, with what both of them showed.
 */
export async function witnessed(proven: Proven, gateways: readonly string[]): Promise<Proven> {
  const ground = new Ground(proven.text);
  const witnesses = await Promise.all(gateways.map((gateway) => hear(gateway, ground)));
  const liar = witnesses.find(({ said }) => said === "OTHER");
  if (liar?.at === undefined) {
    return { ...proven, witnesses };
  }
  const { sequence, certificate } = liar.at;
  return {
    ...proven,
    witnesses,
    text: JSON.stringify({
      format: "bitcraps-contradiction-1",
      proof: JSON.parse(proven.text) as object,
      witness: { gateway: liar.gateway, sequence: Number(sequence), certificate },
    }),
    file: `contradiction-${proven.file}`,
    verdict: {
      result: "MISMATCH",
      reason: "CERTIFICATES_CONTRADICT",
      detail: `${liar.gateway} shows another certified block ${sequence}: there are two tables`,
      steps: proven.verdict.steps,
    },
  };
}

async function hear(gateway: string, ground: Ground): Promise<Witness> {
  const asked = ground.places().slice(-PLACES_MAX);
  const heard = await Promise.all(asked.map(async (sequence) => word(gateway, ground, sequence)));
  const same = heard.filter(({ said }) => said === "SAME").length;
  const wrong = heard.find(({ said }) => said === "OTHER") ?? heard.find(({ said }) => said === "UNPROVEN");
  return {
    gateway,
    said: wrong?.said ?? (same > 0 ? "SAME" : "NOTHING"),
    same,
    of: asked.length,
    ...(wrong && { at: { sequence: wrong.sequence, certificate: wrong.certificate } }),
  };
}

async function word(gateway: string, ground: Ground, sequence: bigint) {
  const certificate = await fetched(`${gateway}/api/v1/consensus/qc/${sequence}`);
  const said = certificate === undefined ? ("NOTHING" as const) : await ground.compare(sequence, certificate);
  return { said, sequence, certificate: certificate ?? "" };
}

/** The certificate's bytes; undefined if there is no answer, or it no longer has the block. */
async function fetched(url: string): Promise<string | undefined> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) });
    const { bytes } = (await answer.json()) as { bytes?: unknown };
    return answer.ok ? String(bytes) : undefined;
  } catch {
    return undefined;
  }
}
