import type { Hex } from "../proof/bytes";

/** A chain id, and where the player has it from; the page shows both. */
export interface Trust {
  readonly chain: Hex;
  readonly from: "typed" | "address" | "file name";
}

const CHAIN = /^[0-9a-f]{64}$/;

/** What was typed or pasted: case, spaces and colons between digits do not matter. */
export function typedChain(text: string): Hex | undefined {
  const digits = text.replace(/[\s:]/g, "").toLowerCase();
  return CHAIN.test(digits) ? digits : undefined;
}

/** verify.html#chain=… : a link that somebody you trust gave you. */
export function chainOfAddress(hash: string): Hex | undefined {
  return typedChain(new URLSearchParams(hash.replace(/^#/, "")).get("chain") ?? "");
}

/** A file name with chain-… in it: whoever saved the file wrote it there. */
export function chainOfName(name: string): Hex | undefined {
  return /chain-([0-9a-f]{64})(?![0-9a-f])/.exec(name)?.[1];
}
