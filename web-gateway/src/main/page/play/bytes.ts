/** Canonical bytes as docs/wire.md has them: big endian, fixed widths. */
export class Bytes {
  private readonly parts: number[] = [];

  u8(value: number): this {
    return this.number(value, 1);
  }

  u16(value: number): this {
    return this.number(value, 2);
  }

  /** A non-negative number that a JSON integer and a double can both hold. */
  u63(value: number): this {
    return this.number(value, 8);
  }

  /** Bytes as they are: a digest, a key. */
  hex(text: string): this {
    this.parts.push(...unhex(text));
    return this;
  }

  take(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.parts);
  }

  private number(value: number, bytes: number): this {
    if (!Number.isSafeInteger(value) || value < 0 || value >= 2 ** (8 * bytes)) {
      throw new RangeError(`${value} does not fit ${bytes} bytes`);
    }
    for (let i = bytes - 1; i >= 0; i--) {
      this.parts.push(Math.floor(value / 2 ** (8 * i)) % 256);
    }
    return this;
  }
}

/** Lower-case hexadecimal digits. */
export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The bytes of lower-case hexadecimal digits; throws on anything else. */
export function unhex(text: string): Uint8Array<ArrayBuffer> {
  if (!/^([0-9a-f]{2})*$/.test(text)) {
    throw new SyntaxError("not lower-case hexadecimal digits");
  }
  return new Uint8Array(Array.from({ length: text.length / 2 }, (_, i) => parseInt(text.slice(2 * i, 2 * i + 2), 16)));
}
