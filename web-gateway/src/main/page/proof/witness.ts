import { type BlockProof, certificate, contradicts } from "./block";
import type { Hex } from "./bytes";
import { ChainCheck } from "./chain";
import { type ProofDocument, readDocument, readHex } from "./document";
import { LEAF_BYTES_MAX } from "./leaf";
import { orUndefined } from "./malformed";
import { Verifier } from "./signature";
import { Checklist } from "./verdict";

/**
 * What a certificate of another gateway is to a proof that holds: for the same block and result, for
 * another one although a quorum signed it (the chain has forked), or not certified at all.
 */
export type Word = "SAME" | "OTHER" | "UNPROVEN";

/** The certified blocks that a proof rests on. */
export class Ground {
  private readonly document: ProofDocument;
  private readonly blocks: ReadonlyMap<bigint, BlockProof>;

  /** @param text a proof that was found to hold */
  constructor(text: string) {
    this.document = readDocument(text);
    this.blocks = new Map(parts(this.document).map((part) => [part.block.sequence, part]));
  }

  /** Their places in the order, ascending. */
  places(): bigint[] {
    return [...this.blocks.keys()].sort((a, b) => (a < b ? -1 : 1));
  }

  /**
   * Compares the certificate of one place with the proof's own.
   *
   * @param hex the certificate's bytes as they came; nothing is known of them
   */
  async compare(sequence: bigint, hex: Hex): Promise<Word> {
    const own = this.blocks.get(sequence);
    const other = orUndefined(() => readHex(hex, "certificate", LEAF_BYTES_MAX, certificate));
    const chain = new ChainCheck(new Checklist(), new Verifier(), this.document.genesis);
    if (own === undefined || other === undefined || other.statement.sequence !== sequence || !(await chain.holds(other))) {
      return "UNPROVEN";
    }
    return contradicts(own.certificate.statement, other.statement) ? "OTHER" : "SAME";
  }
}

function parts(document: ProofDocument): BlockProof[] {
  const rounds = document.about === "bet" ? document.rounds : [document.round];
  const thrown = rounds.flatMap(({ opening, roll }) => (roll === undefined ? [opening] : [opening, roll]));
  return document.about === "bet" ? [document.placement, ...document.changes, ...thrown] : thrown;
}
