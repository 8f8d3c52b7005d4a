/** An exact share or payout in lowest terms; payouts are always to one, never "for one". */
export interface Ratio {
  readonly n: bigint;
  readonly d: bigint;
}

export const ZERO: Ratio = { n: 0n, d: 1n };

export function ratio(n: number | bigint, d: number | bigint = 1n): Ratio {
  const [top, bottom] = [BigInt(n), BigInt(d)];
  const common = divisor(top, bottom);
  return { n: top / common, d: bottom / common };
}

function divisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : divisor(b, a % b);
}

export function plus(one: Ratio, other: Ratio): Ratio {
  return ratio(one.n * other.d + other.n * one.d, one.d * other.d);
}

export function minus(one: Ratio, other: Ratio): Ratio {
  return ratio(one.n * other.d - other.n * one.d, one.d * other.d);
}

export function times(one: Ratio, other: Ratio): Ratio {
  return ratio(one.n * other.n, one.d * other.d);
}

/** This share of an amount; stakes are multiples of every denominator. */
export function share(of: Ratio, amount: bigint): bigint {
  if (amount % of.d !== 0n) {
    throw new RangeError(`${ratioText(of)} of ${amount} is not a whole amount`);
  }
  return (amount / of.d) * of.n;
}

export function ratioText(value: Ratio): string {
  return value.d === 1n ? `${value.n}` : `${value.n}/${value.d}`;
}
