import { type Bytes, type Hex } from "./bytes";
import { ascending, type Decoder, distinct } from "./decoder";
import { digest, TAG } from "./digest";
import { require } from "./malformed";

/** A block and what claims to be its certificate. */
export interface BlockProof {
  readonly block: Block;
  readonly certificate: Certificate;
}

/** A place in the order and the digests of what stands there. Twin of evidence.execution.Block. */
export interface Block {
  readonly wire: Bytes;
  readonly digest: Hex;
  readonly chain: Hex;
  readonly epoch: bigint;
  readonly sequence: bigint;
  readonly bodies: readonly Hex[];
}

/** What each vote of a certificate says: this block, executed, has this result root. */
export interface Commit {
  readonly wire: Bytes;
  readonly chain: Hex;
  readonly epoch: bigint;
  readonly sequence: bigint;
  readonly block: Hex;
  readonly resultRoot: Hex;
}

export interface Vote {
  readonly signer: number;
  readonly signature: Hex;
}

/** q distinct validators said the same; strictly ascending, so nobody counts twice. */
export interface Certificate {
  readonly statement: Commit;
  readonly votes: readonly Vote[];
}

const BODIES_MAX = 4_096;
const VOTES_MAX = 1_000;

export function block(from: Decoder): Block {
  const start = from.place();
  const chain = from.hash("chain");
  const epoch = from.u63("epoch");
  const sequence = from.u63("sequence");
  from.u63("timeMs");
  from.hash("parent");
  const bodies = from.hashes(BODIES_MAX, "bodies");
  require(sequence > 0n, "sequence", "the first block has 1");
  require(distinct(bodies), "bodies", "one stands twice");
  const wire = from.since(start);
  return { wire, digest: digest(TAG.BLOCK, wire), chain, epoch, sequence, bodies };
}

export function certificate(from: Decoder): Certificate {
  const statement = commit(from);
  const votes = from.list(VOTES_MAX, 66, "votes", (each) => ({
    signer: each.u16("replica"),
    signature: each.signature("signature"),
  }));
  ascending("votes", votes.map((vote) => vote.signer));
  return { statement, votes };
}

function commit(from: Decoder): Commit {
  const start = from.place();
  from.tag(TAG.COMMIT);
  const chain = from.hash("chain");
  const epoch = from.u63("epoch");
  from.u63("view");
  const sequence = from.u63("sequence");
  const named = from.hash("block");
  const resultRoot = from.hash("resultRoot");
  return { wire: from.since(start), chain, epoch, sequence, block: named, resultRoot };
}

/** Same place, other block or other result; the view is not compared. */
export function contradicts(one: Commit, other: Commit): boolean {
  return (
    one.chain === other.chain &&
    one.epoch === other.epoch &&
    one.sequence === other.sequence &&
    !(one.block === other.block && one.resultRoot === other.resultRoot)
  );
}
