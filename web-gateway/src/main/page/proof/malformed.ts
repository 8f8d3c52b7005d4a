/** Bytes or text that are not the one form of what was expected; names the field. */
export class Malformed extends Error {
  constructor(
    readonly field: string,
    reason: string,
  ) {
    super(`${field}: ${reason}`);
  }
}

export function require(condition: boolean, field: string, reason: string): asserts condition {
  if (!condition) {
    throw new Malformed(field, reason);
  }
}

/** What is read, or undefined where it is malformed. */
export function orUndefined<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (failure) {
    if (failure instanceof Malformed) {
      return undefined;
    }
    throw failure;
  }
}
