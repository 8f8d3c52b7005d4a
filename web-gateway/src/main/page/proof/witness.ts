import { type BlockProof, type Certificate, certificate, contradicts } from "./block";
import { fromHex, type Hex } from "./bytes";
import { ChainCheck } from "./chain";
import { Decoder } from "./decoder";
import { type ProofDocument, readDocument } from "./document";
import { LEAF_BYTES_MAX } from "./leaf";
import { Malformed, require } from "./malformed";
import { Verifier } from "./signature";
import { Checklist } from "./verdict";

/**
 * What a certificate of another gateway is to a proof that holds: for the same block and result, for
 * another one although a quorum signed it (the chain has forked), or not certified at all.
 */
export type Word = "SAME" | "OTHER" | "UNPROVEN";

/** The places in the order that a proof rests on, ascending. */
export function places(text: string): bigint[] {
  return [...blocks(text).keys()].sort((a, b) => (a < b ? -1 : 1));
}

/**
 * Compares the certificate of one place with the proof's own.
 *
 * @param text a proof that was found to hold
 * @param hex the certificate's bytes as they came; nothing is known of them
 */
export async function compare(text: string, sequence: bigint, hex: string): Promise<Word> {
  const document = readDocument(text);
  const own = blocks(text).get(sequence);
  const other = read(hex);
  const chain = new ChainCheck(new Checklist(), new Verifier(), document.genesis);
  if (own === undefined || other === undefined || other.statement.sequence !== sequence || !(await chain.holds(other))) {
    return "UNPROVEN";
  }
  return contradicts(own.certificate.statement, other.statement) ? "OTHER" : "SAME";
}

function read(hex: Hex): Certificate | undefined {
  try {
    require(/^([0-9a-f]{2})*$/.test(hex), "certificate", "no lower-case hexadecimal");
    return Decoder.decode(fromHex(hex), LEAF_BYTES_MAX, certificate);
  } catch (failure) {
    if (failure instanceof Malformed) {
      return undefined;
    }
    throw failure;
  }
}

function blocks(text: string): Map<bigint, BlockProof> {
  return new Map(parts(readDocument(text)).map((part) => [part.block.sequence, part]));
}

function parts(document: ProofDocument): BlockProof[] {
  const rounds = document.about === "bet" ? document.rounds : [document.round];
  const thrown = rounds.flatMap(({ opening, roll }) => (roll === undefined ? [opening] : [opening, roll]));
  return document.about === "bet" ? [document.placement, ...document.changes, ...thrown] : thrown;
}
