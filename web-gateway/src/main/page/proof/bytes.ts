/** Bytes and their lower-case hexadecimal, and numbers as the wire has them: big-endian. */

export type Bytes = Uint8Array<ArrayBuffer>;

/** Digests, keys and signatures are compared and shown as text: one text per value. */
export type Hex = string;

export function fromHex(hex: Hex): Bytes {
  const bytes = new Uint8Array(hex.length / 2);
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16);
  }
  return bytes;
}

const DIGITS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

export function toHex(bytes: Bytes): Hex {
  let hex = "";
  for (const byte of bytes) {
    hex += DIGITS[byte];
  }
  return hex;
}

export function concat(...parts: Bytes[]): Bytes {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** A number in so many bytes. */
export function number(value: number | bigint, bytes: number): Bytes {
  return fromHex(value.toString(16).padStart(2 * bytes, "0"));
}
