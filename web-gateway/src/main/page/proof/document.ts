import { type BlockProof, block, certificate } from "./block";
import { fromHex, type Hex } from "./bytes";
import { Decoder } from "./decoder";
import { type Genesis, GENESIS_BYTES_MAX, genesis } from "./genesis";
import { type Json, parseJson } from "./json";
import { type Leaf, LEAF_BYTES_MAX, leaf } from "./leaf";
import { Malformed, require } from "./malformed";
import { type InclusionProof, inclusionProof } from "./merkle";
import { type BatchHeader, batchHeader, HEADER_BYTES, SIGNED_BET_BYTES, type SignedBet, type SignedOrder, signedBet, signedOrder } from "./order";

/** A proof as players save and send it (docs/proof.md). Twin of evidence.proof.ProofReader. */
export type ProofDocument =
  | { readonly about: "bet"; readonly genesis: Genesis; readonly bet: SignedBet; readonly placement: Placement; readonly rounds: readonly RoundPart[]; readonly changes: readonly ChangePart[] }
  | { readonly about: "round"; readonly genesis: Genesis; readonly round: RoundPart };

export type BetProof = Extract<ProofDocument, { about: "bet" }>;
export type RoundProof = Extract<ProofDocument, { about: "round" }>;

/** One effect of a block and its path to the certified root. */
export interface ProvenLeaf {
  readonly leaf: Leaf;
  readonly path: InclusionProof;
}

/** A leaf with the block it is of. */
export interface Certified extends BlockProof, ProvenLeaf {}

export interface Placement extends Certified {
  readonly header: BatchHeader;
  readonly payloadHash: Hex;
  readonly betPath: InclusionProof;
}

export interface RollPart extends Certified {
  readonly settlement: ProvenLeaf | undefined;
}

export interface RoundPart {
  readonly opening: Certified;
  readonly roll: RollPart | undefined;
}

export interface ChangePart extends Certified {
  readonly order: SignedOrder;
}

const PARTS_MAX = 10_000;

/** Refuses whatever is not exactly such a document, and names the field. */
export function readDocument(text: string): ProofDocument {
  const from = new Fields("", parseJson(text));
  const format = from.text("format");
  switch (format) {
    case "bitcraps-bet-proof-1":
      return from.end({
        about: "bet",
        genesis: from.value("genesis", GENESIS_BYTES_MAX, genesis),
        bet: from.value("bet", SIGNED_BET_BYTES, signedBet),
        placement: from.object("placement", placement),
        rounds: from.list("rounds", round),
        changes: from.list("changes", change),
      });
    case "bitcraps-round-proof-1":
      return from.end({
        about: "round",
        genesis: from.value("genesis", GENESIS_BYTES_MAX, genesis),
        round: from.object("round", round),
      });
    default:
      throw new Malformed("format", `unknown: ${brief(format)}`);
  }
}

function placement(from: Fields): Placement {
  return {
    ...blockProof(from),
    header: from.value("header", HEADER_BYTES, batchHeader),
    payloadHash: from.value("payloadHash", 32, (bytes) => bytes.hash("payloadHash")),
    betPath: from.value("betPath", LEAF_BYTES_MAX, inclusionProof),
    ...provenLeaf(from),
  };
}

function round(from: Fields): RoundPart {
  return {
    opening: from.object("opening", (opening) => ({ ...blockProof(opening), ...provenLeaf(opening) })),
    roll: from.optional("roll", (roll) => ({
      ...blockProof(roll),
      ...provenLeaf(roll),
      settlement: roll.optional("settlement", provenLeaf),
    })),
  };
}

function change(from: Fields): ChangePart {
  return {
    ...blockProof(from),
    order: from.value("order", LEAF_BYTES_MAX, signedOrder),
    ...provenLeaf(from),
  };
}

function blockProof(from: Fields): BlockProof {
  return {
    block: from.value("block", LEAF_BYTES_MAX, block),
    certificate: from.value("certificate", LEAF_BYTES_MAX, certificate),
  };
}

function provenLeaf(from: Fields): ProvenLeaf {
  return {
    leaf: from.value("leaf", LEAF_BYTES_MAX, leaf),
    path: from.value("path", LEAF_BYTES_MAX, inclusionProof),
  };
}

/** One value from the lower-case hexadecimal digits of its canonical bytes; `field` is for the error. */
export function readHex<T>(hex: Hex, field: string, bytesMax: number, read: (from: Decoder) => T): T {
  require(hex.length <= 2 * bytesMax, field, `${Math.floor(hex.length / 2)} bytes are too many`);
  require(hex.length % 2 === 0, field, "an odd number of digits");
  const wrong = hex.search(/[^0-9a-f]/);
  require(wrong < 0, field, `digit ${wrong + 1} is no lower-case hexadecimal`);
  try {
    return Decoder.decode(fromHex(hex), bytesMax, read);
  } catch (failure) {
    throw failure instanceof Malformed ? new Malformed(field, failure.message) : failure;
  }
}

/** The fields of one object, each read once. */
class Fields {
  private readonly unread: Set<string>;
  private readonly fields: ReadonlyMap<string, Json>;

  constructor(
    private readonly path: string,
    tree: Json,
  ) {
    require(tree instanceof Map, path || "document", "no object");
    this.fields = tree;
    this.unread = new Set(tree.keys());
  }

  /** The canonical bytes of one value, as lower-case hexadecimal digits. */
  value<T>(name: string, bytesMax: number, read: (from: Decoder) => T): T {
    return readHex(this.text(name), this.at(name), bytesMax, read);
  }

  text(name: string): string {
    const value = this.take(name);
    require(typeof value === "string", this.at(name), "no string");
    return value;
  }

  object<T>(name: string, read: (from: Fields) => T): T {
    return this.item(this.at(name), this.take(name), read);
  }

  optional<T>(name: string, read: (from: Fields) => T): T | undefined {
    return this.unread.has(name) ? this.object(name, read) : undefined;
  }

  list<T>(name: string, read: (from: Fields) => T): T[] {
    const items = this.take(name);
    require(Array.isArray(items), this.at(name), "no array");
    require(items.length <= PARTS_MAX, this.at(name), `${items.length} items are too many`);
    return items.map((item, i) => this.item(`${this.at(name)}[${i}]`, item, read));
  }

  end<T>(value: T): T {
    const [unknown] = [...this.unread].sort();
    require(unknown === undefined, this.at(unknown ?? ""), "unknown field");
    return value;
  }

  private item<T>(at: string, tree: Json, read: (from: Fields) => T): T {
    const from = new Fields(at, tree);
    return from.end(read(from));
  }

  private take(name: string): Json {
    require(this.unread.delete(name), this.at(name), "missing");
    return this.fields.get(name);
  }

  private at(name: string): string {
    return this.path === "" ? brief(name) : `${this.path}.${brief(name)}`;
  }
}

/** What comes from outside goes into messages only in part. */
function brief(text: string): string {
  return text.length <= 64 ? text : `${text.slice(0, 64)}…`;
}
