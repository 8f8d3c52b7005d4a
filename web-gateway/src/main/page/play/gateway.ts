/** What the gateway answers over HTTP (docs/http-api.md). Nothing here is proven. */

export interface Account {
  begun: boolean;
  balance: number;
  nextNonce: number;
  openBets: OpenBet[];
}

export interface LiveBet {
  type: string;
  stake: number;
  /** The number that a Come bet has travelled to; 0 otherwise. */
  point: number;
  working: "HOUSE_RULE" | "ON" | "OFF";
}

export interface OpenBet {
  id: string;
  table: number;
  round: number;
  bet: LiveBet;
}

export interface Settlement {
  round: number;
  result: string;
  stake: number;
  returned: number;
  profit: number;
  /** What is left of the bet. */
  live?: LiveBet;
}

export interface Fate {
  id: string;
  state: "PENDING" | "PLACED" | "REFUSED" | "DONE" | "DECIDED";
  reason?: string;
  receipt?: { sequence: number };
  settlements: Settlement[];
  changes: { kind: string; amount: number }[];
}

export interface Genesis {
  chain: string;
  name: string;
  flags: string[];
  parameters: Record<string, number>;
}

export interface Price {
  bet: string;
  pays: string;
  edge: string;
  perRoll: string;
}

/** Whether this is a test chain, where everybody may stop validators and try lies. */
export function isToy(genesis: Genesis | undefined): boolean {
  return genesis?.flags.includes("DEVNET") === true;
}

/** A refusal, in words that can be shown; `code` as in the API, NO_ANSWER if nobody answered. */
export class Problem extends Error {
  constructor(
    readonly code: string,
    readonly detail: string,
    readonly field?: string,
  ) {
    super(detail);
  }
}

const PATIENCE_MS = 10_000;

export async function get<T>(path: string): Promise<T> {
  return (await ask(path)).json() as Promise<T>;
}

export async function getText(path: string): Promise<string> {
  return (await ask(path)).text();
}

export async function post<T>(path: string, body: object): Promise<T> {
  const headers = { "Content-Type": "application/json" };
  const answer = await ask(path, { method: "POST", headers, body: JSON.stringify(body) });
  return answer.json() as Promise<T>;
}

/** Stops a validator of a test chain as a crash would, or starts it again. */
export async function switchValidator(id: number, what: "stop" | "start"): Promise<void> {
  await post(`admin/devnet/validators/${id}/${what}`, {});
}

async function ask(path: string, init: RequestInit = {}): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(`api/v1/${path}`, { ...init, signal: AbortSignal.timeout(PATIENCE_MS) });
  } catch {
    throw new Problem("NO_ANSWER", "The gateway does not answer. Whether it heard is not known; the same order can be sent again.");
  }
  if (!answer.ok) {
    const problem = (await answer.json().catch(() => ({}))) as { code?: string; detail?: string; field?: string };
    throw new Problem(problem.code ?? String(answer.status), problem.detail ?? `The gateway answered ${answer.status}.`, problem.field);
  }
  return answer;
}
