import { type Bytes, fromHex, type Hex } from "./bytes";
import type { Decoder } from "./decoder";
import { digest, TAG } from "./digest";
import { require } from "./malformed";

const PATH_MAX = 31;

/** That a leaf stands at a place of a tree (RFC 6962 §2.1.1). */
export interface InclusionProof {
  readonly wire: Bytes;
  readonly index: number;
  readonly size: number;
  readonly path: readonly Hex[];
}

export function inclusionProof(from: Decoder): InclusionProof {
  const start = from.place();
  const index = from.u31("index");
  const size = from.u31("size");
  const path = from.hashes(PATH_MAX, "path");
  require(index < size, "message", `leaf ${index} of a tree of ${size}`);
  return { wire: from.since(start), index, size, path };
}

/** The root that the path gives; undefined if its length does not fit the place. */
export function rootFor(proof: InclusionProof, leaf: Bytes): Hex | undefined {
  let hash = digest(TAG.MERKLE_LEAF, leaf);
  let at = proof.index;
  let used = 0;
  for (let width = proof.size; width > 1; width = half(width)) {
    if ((at ^ 1) < width) {
      const sibling = proof.path[used++];
      if (sibling === undefined) {
        return undefined;
      }
      const [left, right] = (at & 1) === 0 ? [hash, sibling] : [sibling, hash];
      hash = digest(TAG.MERKLE_NODE, fromHex(left), fromHex(right));
    }
    at >>= 1;
  }
  return used === proof.path.length ? hash : undefined;
}

export function proves(proof: InclusionProof, leaf: Bytes, root: Hex): boolean {
  return rootFor(proof, leaf) === root;
}

/**
 * Whether the path claims no larger tree than it shows: a root does not say how many leaves it has,
 * so any larger claim would be bytes that nobody checks.
 */
export function claimsLeastSize(proof: InclusionProof): boolean {
  let least = proof.index + 1;
  let enough = proof.size;
  const length = lengthOf(proof.index, proof.size);
  while (least < enough) {
    const middle = least + Math.floor((enough - least) / 2);
    if (lengthOf(proof.index, middle) < length) {
      least = middle + 1;
    } else {
      enough = middle;
    }
  }
  return proof.size === enough;
}

function lengthOf(index: number, size: number): number {
  let length = 0;
  let at = index;
  for (let width = size; width > 1; width = half(width)) {
    if ((at ^ 1) < width) {
      length++;
    }
    at >>= 1;
  }
  return length;
}

function half(width: number): number {
  return Math.floor(width / 2) + (width % 2);
}
