import { type Bytes, fromHex, toHex } from "../proof/bytes";

/** A player's key. The private half stays in the browser, and by default nobody can read it out. */
export interface PlayerKey {
  /** Lower-case hexadecimal. */
  readonly publicKey: string;
  /** The 64 bytes of a signature, lower-case hexadecimal. */
  sign(message: Bytes): Promise<string>;
}

/** What a key file holds, here and at the command line. */
const HEADER = "bitcraps-player-key-1 ";
/** RFC 8410: everything before the 32 bytes of the seed. */
const PKCS8_HEAD = "302e020100300506032b657004220420";
const ED25519 = { name: "Ed25519" };
const DATABASE = "bitcraps";
const STORE = "keys";
const PLAYER = "player";

interface Stored {
  readonly publicKey: string;
  readonly privateKey: CryptoKey;
}

/** Why no key can be made here; undefined if one can. */
export async function obstacle(): Promise<string | undefined> {
  if (!isSecureContext) {
    return "Keys need a secure page: open it as https://, or on this machine as http://localhost.";
  }
  try {
    await crypto.subtle.generateKey(ED25519, false, ["sign", "verify"]);
    return undefined;
  } catch {
    return "This browser knows no Ed25519: Chrome 137, Firefox 129 and Safari 17 do.";
  }
}

/** The key of earlier visits, if there is one. */
export async function load(): Promise<PlayerKey | undefined> {
  const stored = await request<Stored | undefined>("readonly", (store) => store.get(PLAYER));
  return stored === undefined ? undefined : keyOf(stored);
}

/** Makes and keeps a key; with `backup` also the text of its file, which is not kept. */
export async function make(backup: boolean): Promise<{ key: PlayerKey; file?: string }> {
  const pair = (await crypto.subtle.generateKey(ED25519, backup, ["sign", "verify"])) as CryptoKeyPair;
  if (!backup) {
    return { key: await keep(await publicOf(pair.publicKey), pair.privateKey) };
  }
  const pkcs8 = new Uint8Array(await crypto.subtle.exportKey("pkcs8", pair.privateKey));
  const seed = toHex(pkcs8.slice(pkcs8.length - 32));
  return { key: await adopt(HEADER + seed), file: `${HEADER}${seed}\n` };
}

/** Keeps the key of a key file instead of the one that is here. */
export async function adopt(file: string): Promise<PlayerKey> {
  const line = file.trim();
  if (!line.startsWith(HEADER) || !/^[0-9a-f]{64}$/.test(line.slice(HEADER.length))) {
    throw new SyntaxError("This is no key file: it has one line, bitcraps-player-key-1 and 64 digits.");
  }
  const pkcs8 = fromHex(PKCS8_HEAD + line.slice(HEADER.length));
  const open = await crypto.subtle.importKey("pkcs8", pkcs8, ED25519, true, ["sign"]);
  const { x } = await crypto.subtle.exportKey("jwk", open);
  const closed = await crypto.subtle.importKey("pkcs8", pkcs8, ED25519, false, ["sign"]);
  pkcs8.fill(0);
  return keep(unbase64(x ?? ""), closed);
}

async function publicOf(key: CryptoKey): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.exportKey("raw", key)));
}

function unbase64(url: string): string {
  const text = atob(url.replace(/-/g, "+").replace(/_/g, "/"));
  return toHex(Uint8Array.from(text, (letter) => letter.charCodeAt(0)));
}

async function keep(publicKey: string, privateKey: CryptoKey): Promise<PlayerKey> {
  const stored: Stored = { publicKey, privateKey };
  await request("readwrite", (store) => store.put(stored, PLAYER));
  return keyOf(stored);
}

function keyOf({ publicKey, privateKey }: Stored): PlayerKey {
  return {
    publicKey,
    async sign(message) {
      return toHex(new Uint8Array(await crypto.subtle.sign(ED25519, privateKey, message)));
    },
  };
}

/** One request to the browser's own store; a CryptoKey lies there as it is, closed. */
function request<T>(mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest): Promise<T> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(DATABASE, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const database = opening.result;
      const transaction = database.transaction(STORE, mode);
      const asked = ask(transaction.objectStore(STORE));
      transaction.oncomplete = () => {
        database.close();
        resolve(asked.result as T);
      };
      transaction.onabort = () => {
        database.close();
        reject(transaction.error);
      };
    };
  });
}
