import { Malformed, require } from "./malformed";

/** What a document may hold; a number, true, false or null is none of it, and named where it stands. */
export type Json = string | Json[] | Map<string, Json> | undefined;

const DEPTH_MAX = 32;
const BLANK = /[ \t\n\r]*/y;
const OTHER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
// No control characters, and no escapes but those of RFC 8259 §7.
const TEXT = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;

/**
 * JSON as proofs are read (RFC 8259): no key twice, nothing after the value, bounded depth. The
 * platform's own reader lets the last of two equal keys win, so one proof would have two readings.
 */
export function parseJson(text: string): Json {
  const reader = new Reader(text);
  reader.blank();
  const value = reader.value(0);
  reader.blank();
  require(reader.at === text.length, "document", `no JSON: text after the end, at ${reader.at}`);
  return value;
}

class Reader {
  at = 0;

  constructor(private readonly text: string) {}

  blank(): void {
    this.take(BLANK);
  }

  value(depth: number): Json {
    require(depth <= DEPTH_MAX, "document", `depth over ${DEPTH_MAX}`);
    switch (this.text[this.at]) {
      case "{":
        return this.object(depth);
      case "[":
        return this.list(depth);
      case '"':
        return this.string();
      default:
        if (this.take(OTHER) === undefined) {
          this.fail();
        }
        return undefined;
    }
  }

  private object(depth: number): Json {
    const fields = new Map<string, Json>();
    this.items("}", () => {
      const name = this.string();
      require(!fields.has(name), "document", `no JSON: duplicate field '${name.slice(0, 64)}'`);
      this.blank();
      this.expect(":");
      this.blank();
      fields.set(name, this.value(depth + 1));
    });
    return fields;
  }

  private list(depth: number): Json {
    const items: Json[] = [];
    this.items("]", () => items.push(this.value(depth + 1)));
    return items;
  }

  private items(end: string, item: () => void): void {
    this.at++;
    this.blank();
    if (this.text[this.at] === end) {
      this.at++;
      return;
    }
    for (;;) {
      item();
      this.blank();
      if (this.text[this.at] === end) {
        this.at++;
        return;
      }
      this.expect(",");
      this.blank();
    }
  }

  private string(): string {
    const quoted = this.take(TEXT) ?? this.fail();
    return quoted.includes("\\") ? (JSON.parse(quoted) as string) : quoted.slice(1, -1);
  }

  private expect(sign: string): void {
    if (this.text[this.at] !== sign) {
      this.fail();
    }
    this.at++;
  }

  private take(form: RegExp): string | undefined {
    form.lastIndex = this.at;
    const found = form.exec(this.text)?.[0];
    this.at += found?.length ?? 0;
    return found;
  }

  private fail(): never {
    const found = this.text[this.at];
    throw new Malformed("document", `no JSON: ${found === undefined ? "it ends too early" : "unexpected text"}, at ${this.at}`);
  }
}
