import { type Bytes, type Hex, toHex } from "./bytes";
import { Malformed, require } from "./malformed";

const U31_MAX = 0x7fffffff;
const U63_MAX = (1n << 63n) - 1n;

/** Reads canonical bytes; whatever does not fit names its field. Twin of evidence.wire.Decoder. */
export class Decoder {
  private at = 0;

  private constructor(private readonly source: Bytes) {}

  /** The whole of the bytes as one value. */
  static decode<T>(bytes: Bytes, bytesMax: number, read: (from: Decoder) => T): T {
    require(bytes.length <= bytesMax, "message", `${bytes.length} bytes, at most ${bytesMax}`);
    const from = new Decoder(bytes);
    const value = read(from);
    require(from.remaining() === 0, "end", `${from.remaining()} trailing bytes`);
    return value;
  }

  u8(field: string): number {
    return this.fixed(1, field)[0] as number;
  }

  u16(field: string): number {
    const bytes = this.fixed(2, field);
    return ((bytes[0] as number) << 8) | (bytes[1] as number);
  }

  /** 0 … 2^31 − 1. */
  u31(field: string): number {
    const value = view(this.fixed(4, field)).getUint32(0);
    require(value <= U31_MAX, field, "over 2^31 - 1");
    return value;
  }

  /** 0 … 2^63 − 1. */
  u63(field: string): bigint {
    const value = view(this.fixed(8, field)).getBigUint64(0);
    require(value <= U63_MAX, field, "over 2^63 - 1");
    return value;
  }

  flag(field: string): boolean {
    const value = this.u8(field);
    require(value <= 1, field, `a flag is 0 or 1, not ${value}`);
    return value === 1;
  }

  /** The domain tag that must stand here. */
  tag(expected: number): void {
    const value = this.u8("tag");
    require(value === expected, "tag", `not ${expected}: ${value}`);
  }

  /** One of these codes. */
  code(codes: readonly number[], field: string): number {
    const value = this.u8(field);
    require(codes.includes(value), field, `unknown code ${value}`);
    return value;
  }

  fixed(length: number, field: string): Bytes {
    require(length <= this.remaining(), field, `needs ${length} bytes, ${this.remaining()} left`);
    this.at += length;
    return this.source.slice(this.at - length, this.at);
  }

  /** 32 bytes: a digest or a key. */
  hash(field: string): Hex {
    return toHex(this.fixed(32, field));
  }

  signature(field: string): Hex {
    return toHex(this.fixed(64, field));
  }

  /** Four bytes of length, then well-formed UTF-8. */
  text(lengthMax: number, field: string): string {
    const length = this.u31(field);
    require(length <= lengthMax, field, `${length} bytes, at most ${lengthMax}`);
    const utf8 = this.fixed(length, field);
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(utf8);
    } catch {
      throw new Malformed(field, "not UTF-8");
    }
  }

  /** Four bytes of count, then each value, the least length of which bounds the count. */
  list<T>(countMax: number, bytesEachMin: number, field: string, read: (from: Decoder) => T): T[] {
    const count = this.u31(field);
    require(count <= countMax, field, `${count} items, at most ${countMax}`);
    require(count * bytesEachMin <= this.remaining(), field, `${count} items do not fit what is left`);
    return Array.from({ length: count }, () => read(this));
  }

  hashes(countMax: number, field: string): Hex[] {
    return this.list(countMax, 32, field, (from) => from.hash(field));
  }

  /** One byte, 0 or 1, then the value if 1. */
  optional<T>(field: string, read: (from: Decoder) => T): T | undefined {
    return this.flag(field) ? read(this) : undefined;
  }

  remaining(): number {
    return this.source.length - this.at;
  }

  /** What was read since that place: the bytes of a value beside the value. */
  since(place: number): Bytes {
    return this.source.slice(place, this.at);
  }

  place(): number {
    return this.at;
  }
}

function view(bytes: Bytes): DataView {
  return new DataView(bytes.buffer);
}

/** Whether each is more than the one before, by hexadecimal text or by number. */
export function ascending(field: string, values: readonly (string | number)[]): void {
  values.forEach((value, i) => {
    require(i === 0 || (values[i - 1] as typeof value) < value, field, "not strictly ascending");
  });
}

export function distinct(values: readonly unknown[]): boolean {
  return new Set(values).size === values.length;
}
