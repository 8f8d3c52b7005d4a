import type { Bytes } from "./bytes";

/**
 * Points of edwards25519 in extended coordinates with exact integers (RFC 8032 §5.1): slow and
 * obviously right, and only for public values. Twin of evidence.keys.ExactPoint.
 */
interface Point {
  readonly x: bigint;
  readonly y: bigint;
  readonly z: bigint;
  readonly t: bigint;
}

const P = 2n ** 255n - 19n;
/** The prime order of the base point. */
const L = 2n ** 252n + 27742317777372353535851937790883648493n;
const D = mod(-121665n * power(121666n, P - 2n));
const SQRT_MINUS_ONE = power(2n, (P - 1n) / 4n);
const NEUTRAL: Point = { x: 0n, y: 1n, z: 1n, t: 0n };

/**
 * Whether the 32 bytes, already canonical and not of small order, are a point of the prime-order
 * subgroup: the part of rule X1's key check that needs the curve.
 */
export function isOfPrimeOrder(encoded: Bytes): boolean {
  const point = decode(encoded);
  return point !== undefined && !isNeutral(point) && isNeutral(times(point, L));
}

function mod(value: bigint): bigint {
  const rest = value % P;
  return rest < 0n ? rest + P : rest;
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let square = mod(base);
  for (let bits = exponent; bits > 0n; bits >>= 1n) {
    if ((bits & 1n) === 1n) {
      result = (result * square) % P;
    }
    square = (square * square) % P;
  }
  return result;
}

function decode(encoded: Bytes): Point | undefined {
  let y = 0n;
  for (let i = encoded.length - 1; i >= 0; i--) {
    y = (y << 8n) | BigInt(encoded[i] as number);
  }
  const odd = y >> 255n === 1n;
  y &= (1n << 255n) - 1n;
  if (y >= P) {
    return undefined;
  }
  const x = rootOfX(y, odd);
  return x === undefined ? undefined : { x, y, z: 1n, t: mod(x * y) };
}

/** The x of the given parity with x² = (y² − 1)/(dy² + 1). */
function rootOfX(y: bigint, odd: boolean): bigint | undefined {
  const square = mod((y * y - 1n) * power(D * y * y + 1n, P - 2n));
  let x = power(square, (P + 3n) / 8n);
  if (mod(x * x) !== square) {
    x = mod(x * SQRT_MINUS_ONE);
  }
  if (mod(x * x) !== square || (odd && x === 0n)) {
    return undefined;
  }
  return ((x & 1n) === 1n) === odd ? x : P - x;
}

/** The sum; complete, so it also doubles (RFC 8032 §5.1.4). */
function add(one: Point, other: Point): Point {
  const a = mod((one.y - one.x) * (other.y - other.x));
  const b = mod((one.y + one.x) * (other.y + other.x));
  const c = mod(2n * D * one.t * other.t);
  const d = mod(2n * one.z * other.z);
  const e = b - a;
  const f = d - c;
  const g = d + c;
  const h = b + a;
  return { x: mod(e * f), y: mod(g * h), z: mod(f * g), t: mod(e * h) };
}

function times(point: Point, scalar: bigint): Point {
  let sum = NEUTRAL;
  for (const bit of scalar.toString(2)) {
    sum = add(sum, sum);
    if (bit === "1") {
      sum = add(sum, point);
    }
  }
  return sum;
}

function isNeutral(point: Point): boolean {
  return point.x === 0n && point.y === point.z;
}
