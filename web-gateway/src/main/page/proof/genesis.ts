import { type Bytes, type Hex } from "./bytes";
import { ascending, type Decoder, distinct } from "./decoder";
import { digest, TAG } from "./digest";
import { require } from "./malformed";

/** What a verifier needs of a chain's first facts. Twin of evidence.genesis.Genesis. */
export interface Genesis {
  /** Its canonical bytes, which hash to the chain id. */
  readonly wire: Bytes;
  readonly chain: Hex;
  readonly name: string;
  readonly protocolVersion: number;
  readonly rulesHash: Hex;
  /** Vote keys of the validators, ascending by id: the only set that there is. */
  readonly validators: ReadonlyMap<number, Hex>;
}

export const GENESIS_BYTES_MAX = 1 << 20;
const SUPPLY_MAX = 1n << 52n;
const NAME_BYTES_MAX = 64;
const FLAGS = 0xf;
const MEMBERS_MAX = 1000;

const MINUTES_10 = 600_000n;
/** Least and most of each parameter, by code from 1. */
const PARAMETERS: readonly (readonly [bigint, bigint])[] = [
  [100n, 3_600_000n],
  [0n, MINUTES_10],
  [0n, MINUTES_10],
  [1n, 1n << 20n],
  [1n, 1n << 20n],
  [1n, 1024n],
  [1n, 65_536n],
  [1_024n, 16n << 20n],
  [1n, 4_096n],
  [1_024n, 64n << 20n],
  [10n, MINUTES_10],
  [1n, MINUTES_10],
  [0n, 1n << 52n],
  [1n, 1_000n],
  [1n, 1_000n],
];
const VALIDATORS_MIN = 14;
const VALIDATORS_MAX = 15;

export function genesis(from: Decoder): Genesis {
  const start = from.place();
  const name = text(from, "name");
  from.hash("salt");
  const protocolVersion = from.u16("protocolVersion");
  from.u63("startTimeMs");
  require((from.u16("flags") & ~FLAGS) === 0, "flags", "unknown flag");
  const parameters = parametersOf(from);
  const rulesHash = from.hash("rulesHash");
  const validators = validatorsOf(from, parameters);
  gateways(from);
  money(from);
  const wire = from.since(start);
  return { wire, chain: digest(TAG.GENESIS, wire), name, protocolVersion, rulesHash, validators };
}

function text(from: Decoder, field: string): string {
  const value = from.text(NAME_BYTES_MAX, field);
  require(value.length > 0, field, "empty");
  return value;
}

function parametersOf(from: Decoder): ReadonlyMap<number, bigint> {
  const count = from.u16("parameters");
  require(count === PARAMETERS.length, "parameters", `${count} parameters`);
  const values = new Map<number, bigint>();
  PARAMETERS.forEach(([least, most], i) => {
    require(from.u16("parameter") === i + 1, "parameter", `expected code ${i + 1}`);
    const value = from.u63("parameter");
    require(value >= least && value <= most, "parameter", `${i + 1} is ${value}, allowed ${least} … ${most}`);
    values.set(i + 1, value);
  });
  return values;
}

function validatorsOf(from: Decoder, parameters: ReadonlyMap<number, bigint>): Map<number, Hex> {
  const list = from.list(MEMBERS_MAX, 226, "validators", (each) => {
    const id = each.u16("replica");
    const voteKey = each.hash("voteKey");
    each.hash("beaconKeyDigest");
    const vrfKey = each.hash("vrfKey");
    each.signature("possession");
    each.signature("vrfPossession");
    return { id, voteKey, vrfKey };
  });
  ascending("validators", list.map((each) => each.id));
  const count = BigInt(list.length);
  require(
    count >= (parameters.get(VALIDATORS_MIN) as bigint) && count <= (parameters.get(VALIDATORS_MAX) as bigint),
    "validators",
    `${count}`,
  );
  // A vote key of two members would count twice.
  require(distinct(list.flatMap((each) => [each.voteKey, each.vrfKey])), "validators", "one key serves twice");
  return new Map(list.map((each) => [each.id, each.voteKey]));
}

function gateways(from: Decoder): void {
  const list = from.list(0xffff, 42, "gateways", (each) => {
    const id = each.u16("gateway");
    const key = each.hash("key");
    each.u63("laneBytesMax");
    return { id, key };
  });
  ascending("gateways", list.map((each) => each.id));
  require(distinct(list.map((each) => each.key)), "gateways", "one key serves two");
}

function money(from: Decoder): void {
  let supply = 0n;
  const add = (amount: bigint): void => {
    supply += amount;
    require(supply <= SUPPLY_MAX, "supply", `over ${SUPPLY_MAX}`);
  };
  const tables = from.list(0xffff, 31, "tables", (each) => {
    const id = each.u16("table");
    text(each, "name");
    add(each.u63("bankroll"));
    const least = each.u63("stakeMin");
    const most = each.u63("stakeMax");
    require(least >= 1n && most >= least && most <= SUPPLY_MAX, "stakes", `from ${least} to ${most}`);
    return id;
  });
  ascending("tables", tables);
  const accounts = from.list(0xffff, 40, "mints", (each) => {
    const account = each.hash("account");
    add(each.u63("amount"));
    return account;
  });
  ascending("mints", accounts);
  add(from.u63("treasury"));
}
