import { certificate } from "../proof/block";
import { type Bytes, fromHex, type Hex, toHex } from "../proof/bytes";
import { Decoder } from "../proof/decoder";
import { genesis, GENESIS_BYTES_MAX } from "../proof/genesis";
import { type BetSettled, type Leaf, leaf, LEAF_BYTES_MAX, type RollRecorded } from "../proof/leaf";
import { orUndefined } from "../proof/malformed";
import { batchHeader, HEADER_BYTES } from "../proof/order";

/**
 * What a gateway, or somebody between it and us, could do to a proof that holds. Only a test chain's
 * page offers it; nothing but this copy of the document changes.
 */
export interface Lie {
  readonly id: string;
  /** On the button. */
  readonly name: string;
  /** What was done to the proof. */
  readonly done: string;
  /** Changes the document; false if it has nothing that could be changed so. */
  readonly tell: (document: Raw) => boolean;
}

/** A document of docs/proof.md as JSON has it, as far as lies need it. */
interface Raw {
  genesis: Hex;
  placement?: { header: Hex; certificate: Hex };
  rounds?: RawRound[];
  round?: RawRound;
}

interface RawRound {
  opening: { certificate: Hex };
  roll?: { leaf: Hex; settlement?: { leaf: Hex } };
}

const VOTE_BYTES = 66;

export const LIES: readonly Lie[] = [
  {
    id: "die",
    name: "Change a die",
    done: "One die of the last roll shows another number.",
    tell: (document) =>
      change(rolls(document).at(-1), "leaf", LEAF_BYTES_MAX, leaf, (now, was) => dice(now) !== dice(was)),
  },
  {
    id: "vote",
    name: "Forge a vote",
    done: "A validator's signature is not the one that it gave.",
    tell: (document) =>
      change(first(document), "certificate", LEAF_BYTES_MAX, certificate, (now, was) =>
        now.votes.some((vote, i) => vote.signature !== was.votes[i]?.signature && vote.signer === was.votes[i]?.signer),
      ),
  },
  {
    id: "signer",
    name: "Count a signer twice",
    done: "One validator's vote stands twice in a certificate, in the place of another's.",
    tell: (document) => {
      const part = first(document);
      const bytes = fromHex(part.certificate);
      if (bytes.length < 2 * VOTE_BYTES) {
        return false;
      }
      bytes.copyWithin(bytes.length - VOTE_BYTES, bytes.length - 2 * VOTE_BYTES, bytes.length - VOTE_BYTES);
      part.certificate = toHex(bytes);
      return true;
    },
  },
  {
    id: "bet",
    name: "Drop the bet",
    done: "The gateway handed on a batch in which the bet is not.",
    tell: (document) =>
      change(document.placement, "header", HEADER_BYTES, batchHeader, (now, was) => now.root !== was.root),
  },
  {
    id: "payout",
    name: "Pay something else",
    done: "The settlement pays another sum.",
    tell: (document) =>
      change(rolls(document).at(-1)?.settlement, "leaf", LEAF_BYTES_MAX, leaf, (now, was) => paid(now) !== paid(was)),
  },
  {
    id: "chain",
    name: "Show another chain",
    done: "The genesis is that of a chain with the same name and the same validators.",
    tell: (document) =>
      change(
        document,
        "genesis",
        GENESIS_BYTES_MAX,
        genesis,
        (now, was) => now.name === was.name && [...now.validators].join() === [...was.validators].join(),
      ),
  },
];

/** The document with this lie in it; undefined if there is nothing in it to lie about so. */
export function lied(text: string, lie: Lie): string | undefined {
  const document = JSON.parse(text) as Raw;
  return lie.tell(document) ? JSON.stringify(document) : undefined;
}

function rolls({ rounds, round }: Raw) {
  return [...(rounds ?? []), ...(round === undefined ? [] : [round])].flatMap(({ roll }) => roll ?? []);
}

function first({ placement, round }: Raw): { certificate: Hex } {
  return placement ?? (round as RawRound).opening;
}

function dice(leaf: Leaf): string {
  const { die1, die2 } = (leaf as RollRecorded).roll;
  return `${die1}${die2}`;
}

function paid(leaf: Leaf): string {
  const { returned, profit } = leaf as BetSettled;
  return `${returned} ${profit}`;
}

/** Changes the first byte that means what was asked for: it reads well, as something else. */
function change<K extends string, T>(
  part: Record<K, Hex> | undefined,
  field: K,
  bytesMax: number,
  read: (from: Decoder) => T,
  wanted: (now: T, was: T) => boolean,
): boolean {
  if (part === undefined) {
    return false;
  }
  const bytes = fromHex(part[field]);
  const was = Decoder.decode(bytes.slice(), bytesMax, read);
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] as number;
    bytes[i] = (byte % 6) + 1; // Always another one, and another number of a die.
    const now = readable(bytes, bytesMax, read);
    if (now !== undefined && wanted(now, was)) {
      part[field] = toHex(bytes);
      return true;
    }
    bytes[i] = byte;
  }
  return false;
}

function readable<T>(bytes: Bytes, bytesMax: number, read: (from: Decoder) => T): T | undefined {
  return orUndefined(() => Decoder.decode(bytes.slice(), bytesMax, read));
}
