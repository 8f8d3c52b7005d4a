import { BOX, GROUPS, NUMBERS } from "../felt/layout";
import type { Play } from "../play/state";
import { stacks } from "../play/slip";
import { against, type Standing } from "../rules/legal";
import type { State } from "../table/state";
import { betName, chips, stack } from "../table/words";
import { byId, make, makeButton, text } from "./dom";
import { rove } from "./rove";

/** What a press on a field means. */
export interface Hand {
  lay(type: string): void;
}

/** Builds the felt once: a field for every bet. */
export function bindFelt(hand: Hand): void {
  const box = byId("box");
  box.append(make("span", "corner"), ...NUMBERS.map((n) => numbered(n)));
  for (const [family, label] of BOX) {
    box.append(make("span", "row-name", label), ...NUMBERS.map((n) => field(`${family}_${n}`, "", hand)));
  }
  rove(box);
  for (const group of GROUPS) {
    const title = make("h3", "", group.title);
    const fields = make("div", "fields", ...group.bets.map(([type, label]) => field(type, label, hand)));
    const section = make("div", `group ${group.name}`, title, fields);
    section.setAttribute("aria-label", group.title);
    rove(section);
    byId(group.name === "lines" ? "lines" : "groups").append(section);
  }
  for (const event of ["focusin", "pointerover"]) {
    byId("felt").addEventListener(event, (e) => {
      const pointed = (e.target as Element).closest<HTMLElement>("[data-bet]");
      if (pointed !== null) {
        text(byId("about"), pointed.dataset.about ?? "");
      }
    });
  }
}

function numbered(n: number): HTMLElement {
  const head = make("span", "number", n === 6 ? "Six" : n === 9 ? "Nine" : String(n));
  head.dataset.number = String(n);
  return head;
}

function field(type: string, label: string, hand: Hand): HTMLElement {
  const button = makeButton("field", make("span", "label", label), make("span", "others"), make("span", "mine"), make("span", "staged"));
  button.setAttribute("aria-label", betName(type)); // With pays and edge as soon as these are known.
  button.dataset.bet = type;
  button.addEventListener("click", () => hand.lay(type));
  return button;
}

/** Chips, puck, and what may not be bet now. */
export function showFelt(state: State, play: Play): void {
  const { table } = state;
  const { book } = play;
  if (table === undefined || book === undefined) {
    return;
  }
  const staged = new Map(stacks(play.slip).map((chip) => [chip.type, chip.amount]));
  const live = (play.account?.openBets ?? []).filter((open) => open.table === table.table).map((open) => open.bet);
  const standing: Standing[] = [...live, ...stacks(play.slip).map((c) => ({ type: c.type, stake: c.amount, point: 0 }))];
  const others = new Map(state.bets.map((line) => [line.type, line.total]));
  for (const head of document.querySelectorAll<HTMLElement>("#box .number")) {
    head.dataset.on = String(Number(head.dataset.number) === table.point);
  }
  for (const button of document.querySelectorAll<HTMLElement>("#felt [data-bet]")) {
    const type = button.dataset.bet ?? "";
    const mine = live.filter((bet) => bet.type === type).reduce((sum, bet) => sum + bet.stake, 0);
    const theirs = Math.max(0, (others.get(type) ?? 0) - mine);
    const laid = staged.get(type) ?? 0;
    const why = against(type, play.chip, { book, table, rolls: state.rolls, standing });
    amount(button, ".others", theirs, book.unit);
    amount(button, ".mine", mine, book.unit);
    amount(button, ".staged", laid, book.unit);
    button.setAttribute("aria-disabled", String(why !== undefined));
    const about = describe(type, play, why);
    const has = [
      laid > 0 ? `${stack(laid, book.unit)} laid` : "",
      mine > 0 ? `${stack(mine, book.unit)} of yours on the table` : "",
      theirs > 0 ? `${stack(theirs, book.unit)} of others` : "",
    ].filter((part) => part !== "");
    const said = [about, has.length > 0 ? `${has.join(", ")}.` : ""].filter((part) => part !== "").join(" ");
    if (button.dataset.about !== said) {
      button.dataset.about = said;
      button.setAttribute("aria-label", said);
      if (document.activeElement === button || button.matches(":hover")) {
        text(byId("about"), said);
      }
    }
  }
}

function amount(button: HTMLElement, part: string, base: number, unit: number): void {
  const span = button.querySelector<HTMLElement>(part);
  if (span !== null) {
    text(span, base === 0 ? "" : chips(base, unit));
  }
}

/** "Place 6 pays 7 to 6. House edge 1/66 (1.515 %), 1/216 a roll." and why it cannot be bet. */
function describe(type: string, play: Play, why: string | undefined): string {
  const price = play.prices.get(type);
  const cost = price === undefined ? "" : ` pays ${hasTiers(type, play) ? "up to " : ""}${odds(price.pays)}. House edge ${share(price.edge)}, ${share(price.perRoll)} a roll.`;
  return `${betName(type)}${cost}${why === undefined ? "" : ` Not now: ${why}`}`;
}

/** Whether it pays more for some rolls than for others: Field, Horn, Fire … */
function hasTiers(type: string, play: Play): boolean {
  const terms = play.book?.rules.get(type)?.terms ?? "";
  return /^(one-roll|fire) /.test(terms) && (terms.match(/=\d+/g) ?? []).length > 1;
}

function odds(pays: string): string {
  const [over = "", under = "1"] = pays.split("/");
  return `${over} to ${under}`;
}

function share(fraction: string): string {
  const [over = "0", under = "1"] = fraction.split("/");
  if (over === "0") {
    return "none";
  }
  const percent = (Number(over) / Number(under)) * 100;
  return `${fraction} (${percent.toFixed(percent < 1 ? 3 : 2)} %)`;
}
