import { type Bytes, fromHex, type Hex, toHex } from "./bytes";
import { isOfPrimeOrder } from "./point";

/**
 * Ed25519 by rule X1: our byte checks first, the browser's own equation second, so that every
 * verifier gives the same verdict for the same bytes. Twin of evidence.keys.SignatureRules.
 *
 * Source: RFC 8032 §5.1.3, §5.1.7; Chalkias, Garillot, Nikolaenko, "Taming the many EdDSAs" (2020).
 */

/** This browser has no Ed25519, or not on this page: nothing is known about the signature. */
export class Unsupported extends Error {}

const P = 2n ** 255n - 19n;
const L = 2n ** 252n + 27742317777372353535851937790883648493n;
const LOW_255 = (1n << 255n) - 1n;

/** The y coordinates of the eight points whose order divides 8. */
const SMALL_ORDER_Y = new Set([
  1n,
  P - 1n,
  0n,
  littleEndian(fromHex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05")),
  littleEndian(fromHex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a")),
]);

function littleEndian(bytes: Bytes): bigint {
  return BigInt(`0x${toHex(bytes.slice().reverse())}`);
}

/** Canonical (y below p, and no "minus zero", which only y = ±1 could be) and not of small order. */
export function wellFormedPoint(point: Bytes): boolean {
  const y = littleEndian(point) & LOW_255;
  return y < P && !SMALL_ORDER_Y.has(y);
}

/** R as a point may be, S below L. */
export function wellFormedSignature(signature: Bytes): boolean {
  return littleEndian(signature.slice(32)) < L && wellFormedPoint(signature.slice(0, 32));
}

/** Whether a key may be registered: canonical, and a point of the prime-order subgroup. */
export function isSoundKey(key: Hex): boolean {
  const bytes = fromHex(key);
  return wellFormedPoint(bytes) && isOfPrimeOrder(bytes);
}

/** Remembers its answers: a proof asks about the same certificate more than once. */
export class Verifier {
  private readonly keys = new Map<Hex, Promise<CryptoKey | undefined>>();
  private readonly known = new Map<string, Promise<boolean>>();

  /** Whether the signature is valid by rule X1, for a key that is sound. */
  isValid(key: Hex, message: Bytes, signature: Hex): Promise<boolean> {
    const question = `${key} ${signature} ${toHex(message)}`;
    let answer = this.known.get(question);
    if (answer === undefined) {
      answer = this.ask(key, message, fromHex(signature));
      this.known.set(question, answer);
    }
    return answer;
  }

  private async ask(key: Hex, message: Bytes, signature: Bytes): Promise<boolean> {
    if (!wellFormedPoint(fromHex(key)) || !wellFormedSignature(signature)) {
      return false;
    }
    const imported = await this.imported(key);
    try {
      return imported !== undefined && (await crypto.subtle.verify("Ed25519", imported, signature, message));
    } catch (failure) {
      return refusedOrThrown(failure);
    }
  }

  private imported(key: Hex): Promise<CryptoKey | undefined> {
    let found = this.keys.get(key);
    if (found === undefined) {
      found = importKey(key);
      this.keys.set(key, found);
    }
    return found;
  }
}

/** Undefined if the bytes are no point. */
async function importKey(key: Hex): Promise<CryptoKey | undefined> {
  if (globalThis.crypto?.subtle === undefined) {
    throw new Unsupported("A browser checks signatures only on pages from https, localhost or a file.");
  }
  try {
    return await crypto.subtle.importKey("raw", fromHex(key), "Ed25519", false, ["verify"]);
  } catch (failure) {
    refusedOrThrown(failure);
    return undefined;
  }
}

/** What is not about the bytes is no verdict on them. */
function refusedOrThrown(failure: unknown): false {
  const name = failure instanceof Error || failure instanceof DOMException ? failure.name : "";
  if (name === "NotSupportedError") {
    throw new Unsupported("This browser has no Ed25519: Chrome 137, Firefox 129 or Safari 17 have it.");
  }
  return false;
}
