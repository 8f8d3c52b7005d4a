import type { Certified } from "./document";

/** Where a leaf stands in the chain's history: block, then leaf. */
export interface Position {
  readonly sequence: bigint;
  readonly index: number;
}

export function positionOf({ block, path }: Certified): Position {
  return { sequence: block.sequence, index: path.index };
}

export function isBefore(one: Position, other: Position): boolean {
  return one.sequence < other.sequence || (one.sequence === other.sequence && one.index < other.index);
}
