/*
 * Builds, signs and posts a bet. WebCrypto and fetch only: what is here runs in a browser, too.
 *
 *   npx tsx sign-bet.ts ../vectors/bet.json             signs every published vector anew and compares: sends nothing
 *   npx tsx sign-bet.ts --post http://127.0.0.1:8080    a new key, chips from the faucet, one chip on the field
 *
 * Node 20 needs something that strips the types (tsx, esbuild, tsc); Node 22.18 and later run it as it is.
 */
import { readFile } from "node:fs/promises";

const CHIP = 1320;
const FIELD = 80;
const PKCS8 = "302e020100300506032b657004220420"; // RFC 8410: what stands before the 32 bytes of a seed

type Bytes = Uint8Array<ArrayBuffer>;

interface Vector {
  name: string; seed: string; key: string; chain: string; table: number; round: string; typeCode: number;
  amount: string; nonce: string; expiresAtMs: string; signed: string; id: string; signature: string;
}

const hex = (bytes: Uint8Array): string => [...bytes].map((b) => b.toString(16).padStart(2, "0")).join("");
const unhex = (text: string): Bytes => Uint8Array.from(text.match(/../g) ?? [], (two) => parseInt(two, 16));

/** Big-endian, so many bytes. */
function number(value: bigint | number, bytes: number): string {
  return BigInt(value).toString(16).padStart(2 * bytes, "0");
}

/** What a player signs: docs/wire.md, Wager. 0x20 is the tag of a bet. */
function betBytes(
  chain: string, key: string, table: number, round: bigint | number, type: number,
  amount: bigint | number, nonce: bigint | number, expiresAtMs: bigint | number,
): Bytes {
  return unhex(
    "20" + chain + key + number(table, 2) + number(round, 8) + number(type, 2) + number(amount, 8)
      + number(nonce, 8) + number(expiresAtMs, 8));
}

/** The same of play money: docs/wire.md, FaucetGrant. */
function grantBytes(chain: string, key: string, amount: number, nonce: number, expiresAtMs: number): Bytes {
  return unhex("23" + chain + key + number(amount, 8) + number(nonce, 8) + number(expiresAtMs, 8));
}

/** Known before any server answers; the signature is no part of it. */
async function orderId(signed: Bytes): Promise<string> {
  return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", signed)));
}

async function sign(secret: CryptoKey, signed: Bytes): Promise<string> {
  return hex(new Uint8Array(await crypto.subtle.sign("Ed25519", secret, signed)));
}

/** The secret key of a seed, and the public key that belongs to it. */
async function keyOf(seed: string): Promise<{ secret: CryptoKey; key: string }> {
  const secret = await crypto.subtle.importKey("pkcs8", unhex(PKCS8 + seed), "Ed25519", true, ["sign"]);
  const { x } = await crypto.subtle.exportKey("jwk", secret);
  const text = atob((x ?? "").replaceAll("-", "+").replaceAll("_", "/"));
  return { secret, key: hex(Uint8Array.from(text, (c) => c.charCodeAt(0))) };
}

/** Signs each vector from its seed; true if all bytes, ids and signatures are the published ones. */
async function compare(file: string): Promise<boolean> {
  const rows: Vector[] = JSON.parse(await readFile(file, "utf8")).vectors;
  let good = rows.length > 0;
  for (const row of rows) {
    const { secret, key } = await keyOf(row.seed);
    const signed = betBytes(
      row.chain, key, row.table, BigInt(row.round), row.typeCode, BigInt(row.amount), BigInt(row.nonce),
      BigInt(row.expiresAtMs));
    const same = key === row.key && hex(signed) === row.signed && (await orderId(signed)) === row.id
      && (await sign(secret, signed)) === row.signature;
    console.log(row.name, same ? "same" : "DIFFERENT");
    good &&= same;
  }
  return good;
}

/** An answer; a problem document ends the program with its sentence. */
async function call(gateway: string, path: string, body?: object): Promise<any> {
  const answer = await fetch(gateway + "/api/v1" + path, body && {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}

/** Asks until the answer is wanted; gives up after a minute. */
async function until(wanted: (answer: any) => boolean, ask: () => Promise<any>): Promise<any> {
  for (const end = Date.now() + 60_000; Date.now() < end;) {
    const answer = await ask();
    if (wanted(answer)) return answer;
    await new Promise((later) => setTimeout(later, 200));
  }
  throw new Error("not within a minute");
}

async function post(gateway: string): Promise<void> {
  const pair = await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"]) as CryptoKeyPair;
  const key = hex(new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey)));
  const { chain } = await call(gateway, "/genesis");
  const expiresAtMs = Date.now() + 60_000;

  const grant = grantBytes(chain, key, CHIP, 0, expiresAtMs);
  await call(gateway, "/orders", {
    kind: "FAUCET_GRANT", chain, key, amount: CHIP, nonce: 0, expiresAtMs, signature: await sign(pair.privateKey, grant),
  });
  const grantId = await orderId(grant);
  await until((order) => order.state === "DONE", () => call(gateway, "/orders/" + grantId));

  const game = await until((now) => now.phase === "BETTING", () => call(gateway, "/games/0"));
  const bet = betBytes(chain, key, game.table, game.round, FIELD, CHIP, 1, expiresAtMs);
  const taken = await call(gateway, "/games/0/bets", {
    chain, key, table: game.table, round: game.round, type: "FIELD", amount: CHIP, nonce: 1, expiresAtMs,
    signature: await sign(pair.privateKey, bet),
  });
  console.log(JSON.stringify(taken, null, 2));
  console.log("proof: curl -s " + gateway + "/api/v1/games/0/bets/" + (await orderId(bet)) + "/proof");
}

const [first, second] = process.argv.slice(2);
if (first === "--post" && second !== undefined) {
  await post(second.replace(/\/$/, ""));
} else if (first !== undefined && second === undefined) {
  process.exitCode = (await compare(first)) ? 0 : 1;
} else {
  console.error("sign-bet.ts ../vectors/bet.json, or sign-bet.ts --post http://127.0.0.1:8080");
  process.exitCode = 2;
}
