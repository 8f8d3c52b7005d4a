import { digestOfSigned } from "../proof/digest";
import { verifyProof } from "../proof/verify";
import { readRules } from "../rules/book";
import { betName } from "../table/words";
import { get, getText, post, Problem, type Account, type Fate, type Genesis, type Price } from "./gateway";
import { adopt, load, make, obstacle, type PlayerKey } from "./key";
import { type Lie, lied } from "./lies";
import { formOf, signedBytes, type Alteration, type Order } from "./orders";
import { pin, pinned } from "./pin";
import { proofOfBet, proofOfRound } from "./prove";
import { sent, stacks } from "./slip";
import { NO_PLAY, type Entry, type Play, type Proven } from "./state";
import { witnessed } from "./witness";

const EXPIRES_AFTER_MS = 120_000;
const KEPT_MAX = 60;

/** Bets that were signed and of which nobody knows whether they arrived: sent again as they are. */
interface Unanswered {
  readonly round: number;
  readonly forms: object[];
  readonly entries: Entry[];
}

/** The player's side: the key, the account, what is staged, sent and decided. Tells every change. */
export class Desk {
  private play: Play = NO_PLAY;
  private unanswered: Unanswered | undefined;
  private starting = false;
  private asking = false;
  /** Blocks came while an answer was awaited; whether one of them had a roll. */
  private again: { rolled: boolean } | undefined;

  constructor(
    private readonly table: number,
    private readonly changed: (play: Play) => void,
  ) {}

  /**
   * Learns the chain that the table plays on and its rules, and looks for a key of earlier visits.
   * Called at each connection: a gateway may not have answered before, or follow another chain now.
   */
  async start(chain: string): Promise<void> {
    if (this.play.genesis?.chain === chain || this.starting) {
      return;
    }
    this.starting = true;
    try {
      const [genesis, rules, prices, { witnesses }] = await Promise.all([
        get<Genesis>("genesis"),
        getText("rules"),
        get<Price[]>("edges"),
        get<{ witnesses: string[] }>("consensus/witnesses"),
      ]);
      const book = readRules(rules);
      const byBet = new Map(prices.map((price) => [price.bet, price]));
      this.become({ ...NO_PLAY, genesis, trusted: pinned(genesis.chain), gateways: witnesses, book, prices: byBet, chip: book.unit, obstacle: await obstacle() });
      const key = this.play.obstacle === undefined ? await load() : undefined;
      if (key !== undefined) {
        await this.use(key);
      }
    } catch {
      // Without rules there is nothing to bet on; the next connection asks again.
    } finally {
      this.starting = false;
    }
  }

  /** Makes a key, with the text of its file if the player wants one, and asks the faucet. */
  async begin(backup: boolean): Promise<void> {
    await this.attempt(async () => {
      const { key, file } = await make(backup);
      this.become({ keyFile: file });
      await this.use(key);
    });
  }

  /** Takes the key of a file that was made here or at the command line. */
  async adopt(file: string): Promise<void> {
    await this.attempt(async () => this.use(await adopt(file)));
  }

  /** The key's file was taken. */
  forgetFile(): void {
    this.become({ keyFile: undefined });
  }

  private async use(key: PlayerKey): Promise<void> {
    this.become({ key, account: undefined, entries: this.kept(key) });
    await this.refresh();
  }

  set(change: Partial<Pick<Play, "slip" | "chip">>): void {
    this.become({ ...change, trouble: undefined });
  }

  /** Asks the faucet of a test chain for as much as it gives. */
  async fund(nowMs: number): Promise<void> {
    await this.attempt(async () => {
      const { key, genesis } = this.ready();
      const amount = genesis.parameters.FAUCET_GRANT_MAX ?? 0;
      await this.order({ kind: "FAUCET_GRANT", chain: genesis.chain, key: key.publicKey, amount, nonce: await this.nonce(), expiresAtMs: nowMs + EXPIRES_AFTER_MS });
    });
  }

  /** Takes down or switches a bet that stands. */
  async change(bet: string, change: Alteration, nowMs: number): Promise<void> {
    await this.attempt(async () => {
      const { key, genesis } = this.ready();
      await this.order({
        kind: "CHANGE_BET",
        chain: genesis.chain,
        key: key.publicKey,
        table: this.table,
        bet,
        change,
        amount: 0,
        nonce: await this.nonce(),
        expiresAtMs: nowMs + EXPIRES_AFTER_MS,
      });
    });
  }

  private async order(order: Order): Promise<void> {
    const bytes = signedBytes(order, this.ready().book.codes);
    await post("orders", formOf(order, await this.ready().key.sign(bytes)));
    await this.refresh();
  }

  /** Signs and sends all that is staged: the gateway takes all of it or nothing. */
  async place(round: number, nowMs: number): Promise<void> {
    await this.attempt(async () => {
      if (this.unanswered?.round !== round) {
        this.unanswered = await this.sign(round, nowMs);
      }
      const { forms, entries } = this.unanswered;
      try {
        await post(`games/${this.table}/bets`, forms);
      } catch (e) {
        if (!(e instanceof Problem) || e.code !== "NO_ANSWER") {
          this.unanswered = undefined;
        }
        throw e;
      }
      this.unanswered = undefined;
      this.become({ slip: sent(this.play.slip), entries: [...entries, ...this.play.entries].slice(0, KEPT_MAX) });
      this.keep();
      await this.refresh();
    });
  }

  private async sign(round: number, nowMs: number): Promise<Unanswered> {
    const { key, genesis, book } = this.ready();
    let nonce = await this.nonce();
    const forms: object[] = [];
    const entries: Entry[] = [];
    for (const { type, amount } of stacks(this.play.slip)) {
      const bet: Order = {
        kind: "WAGER",
        chain: genesis.chain,
        key: key.publicKey,
        table: this.table,
        round,
        type,
        amount,
        nonce: nonce++,
        expiresAtMs: nowMs + EXPIRES_AFTER_MS,
      };
      const bytes = signedBytes(bet, book.codes);
      forms.push(formOf(bet, await key.sign(bytes)));
      entries.push({ id: digestOfSigned(bytes), type, amount, round, sentAtMs: Date.now() });
    }
    return { round, forms, entries };
  }

  /** What is staged was laid for a round that is over. */
  roundOver(): void {
    this.unanswered = undefined;
  }

  /** Asks how the account and the bets under way stand. `rolled`: bets on the table may be decided. */
  async refresh(rolled = false): Promise<void> {
    const key = this.play.key;
    if (key === undefined) {
      return;
    }
    if (this.asking) {
      this.again = { rolled: rolled || this.again?.rolled === true };
      return;
    }
    this.asking = true;
    try {
      this.become({ account: await get<Account>(`accounts/${key.publicKey}`) });
      const open = this.play.entries.filter(
        (entry) => entry.fate === undefined || entry.fate.state === "PENDING" || (rolled && entry.fate.state === "PLACED"),
      );
      for (const entry of open) {
        this.learn(entry.id, await get<Fate>(`games/${this.table}/bets/${entry.id}`));
      }
    } catch {
      // The next block asks again; that the gateway is silent, the head of the page says.
    } finally {
      this.asking = false;
    }
    const again = this.again;
    this.again = undefined;
    if (again !== undefined) {
      await this.refresh(again.rolled);
    }
  }

  private learn(id: string, fate: Fate): void {
    const now = Date.now();
    const entries = this.play.entries.map((entry) =>
      entry.id !== id
        ? entry
        : {
            ...entry,
            fate,
            includedAtMs: entry.includedAtMs ?? (fate.state === "PENDING" ? undefined : now),
            settledAtMs: entry.settledAtMs ?? (fate.state === "DECIDED" ? now : undefined),
          },
    );
    this.become({ entries });
    this.keep();
    if (fate.state === "DECIDED" || fate.state === "REFUSED") {
      // No answer, or not yet: the log says that the bet is not verified; a press asks again.
      void this.check(id).catch(() => undefined);
    }
  }

  /** Fetches the proof of a bet that is decided and checks it here; the log keeps what it comes to. */
  private async check(id: string): Promise<Proven> {
    const name = this.play.entries.find((entry) => entry.id === id)?.type ?? "";
    const proven = this.found(await proofOfBet(this.table, id, this.root(), betName(name)));
    const checked = { atMs: Date.now(), result: proven.verdict.result };
    this.become({ entries: this.play.entries.map((entry) => (entry.id === id ? { ...entry, checked } : entry)) });
    this.keep();
    return proven;
  }

  /** What does not hold is said aloud, whoever asked; of the rest other gateways are asked. */
  private found(proven: Proven): Proven {
    if (proven.verdict.result === "MISMATCH") {
      this.become({ mismatch: proven });
    } else if (this.play.gateways.length > 0) {
      void this.hear(proven);
    }
    return proven;
  }

  private async hear(proven: Proven): Promise<void> {
    const heard = await witnessed(proven, this.play.gateways);
    const mismatch = heard.verdict.result === "MISMATCH" ? heard : this.play.mismatch;
    this.become({ mismatch, proven: this.play.proven === proven ? heard : this.play.proven });
  }

  /** Shows the proof of a bet of ours. */
  async showBet(id: string): Promise<void> {
    await this.attempt(async () => this.become({ proven: await this.check(id) }));
  }

  /** Shows what proves the dice of a round, to whoever looks. */
  async showRound(round: number): Promise<void> {
    await this.attempt(async () => {
      this.become({ proven: this.found(await proofOfRound(this.table, round, this.root())) });
    });
  }

  /** Changes the proof that is looked at and checks what it is now: a lie of our own is no alarm. */
  async breakProof(lie: Lie): Promise<void> {
    await this.attempt(async () => {
      const { proven } = this.play;
      const from = proven?.broken?.from ?? proven;
      const text = from === undefined ? undefined : lied(from.text, lie);
      if (from !== undefined && text !== undefined) {
        const verdict = await verifyProof(text, this.root());
        this.become({ proven: { ...from, text, file: `lie-${lie.id}-${from.file}`, verdict, broken: { lie, from } } });
      }
    });
  }

  /** Shows it as it came. */
  mendProof(): void {
    this.become({ proven: this.play.proven?.broken?.from ?? this.play.proven });
  }

  closeProof(): void {
    this.become({ proven: undefined });
  }

  /** Whether a bet is on its way, or stands: then blocks are worth asking after. */
  isWaiting(): boolean {
    return this.play.entries.some((entry) => entry.fate === undefined || entry.fate.state === "PENDING");
  }

  /** The player knows that the chain shown is the right one. */
  trust(): void {
    const { genesis, mismatch } = this.play;
    if (genesis !== undefined) {
      pin(genesis.chain);
      const explained = mismatch?.verdict.result === "MISMATCH" && mismatch.verdict.reason === "GENESIS_OTHER_CHAIN";
      this.become({ trusted: genesis.chain, trouble: undefined, mismatch: explained ? undefined : mismatch });
    }
  }

  /** What all proofs are checked against. */
  private root(): string {
    const { trusted } = this.play;
    if (trusted === undefined) {
      throw new Problem("NOT_READY", "The gateway has not told its chain yet.");
    }
    return trusted;
  }

  private async nonce(): Promise<number> {
    return (await get<Account>(`accounts/${this.ready().key.publicKey}`)).nextNonce;
  }

  private ready() {
    const { key, genesis, book, trusted } = this.play;
    if (genesis !== undefined && genesis.chain !== trusted) {
      throw new Problem("OTHER_CHAIN", "Nothing is signed for a chain that you do not trust.");
    }
    if (key === undefined || genesis === undefined || book === undefined) {
      throw new Problem("NOT_READY", "There is no key yet, or the gateway has not told its rules.");
    }
    return { key, genesis, book };
  }

  private async attempt(work: () => Promise<void>): Promise<void> {
    if (this.play.busy) {
      return;
    }
    this.become({ busy: true, trouble: undefined });
    try {
      await work();
    } catch (e) {
      this.become({ trouble: e instanceof Error ? e.message : String(e) });
    } finally {
      this.become({ busy: false });
    }
  }

  private become(change: Partial<Play>): void {
    this.play = { ...this.play, ...change };
    this.changed(this.play);
  }

  /** The log survives a reload; the ledger has the truth, so nothing hangs on it. */
  private keep(): void {
    const { key, genesis, entries } = this.play;
    localStorage.setItem(`bets ${genesis?.chain} ${key?.publicKey}`, JSON.stringify(entries));
  }

  private kept(key: PlayerKey): Entry[] {
    try {
      return JSON.parse(localStorage.getItem(`bets ${this.play.genesis?.chain} ${key.publicKey}`) ?? "[]") as Entry[];
    } catch {
      return [];
    }
  }
}
