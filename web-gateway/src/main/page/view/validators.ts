import type { Validator } from "../net/frames";
import { switchValidator } from "../play/gateway";
import type { State } from "../table/state";
import { able, byId, make, makeButton, renew, text } from "./dom";

/** On a test chain everybody may stop a validator, and see what the others do. */
export function bindValidators(): void {
  byId("validator-list").addEventListener("click", ({ target }) => {
    if (target instanceof HTMLButtonElement) {
      able(target, false); // The next picture of the list has it enabled.
      switchValidator(Number(target.value), target.name === "stop" ? "stop" : "start").catch((e: unknown) => {
        able(target, true);
        text(byId("validator-trouble"), e instanceof Error ? e.message : String(e));
      });
      text(byId("validator-trouble"), "");
    }
  });
}

/** Who is up, who leads, and which view it is. */
export function showValidators(state: State, before: State, toy: boolean, wasToy: boolean): void {
  if (state.validators === before.validators && view(state) === view(before) && toy === wasToy) {
    return;
  }
  const now = view(state);
  const all = state.validators.length;
  const primary = now === undefined ? undefined : state.validators[now % all]?.id;
  const up = state.validators.filter((validator) => validator.up).length;
  text(byId("view"), all === 0 ? "" : `${up} of ${all} up` + (now === undefined ? "" : `, view ${now}`));
  const list = byId("validator-list");
  renew(list, state.validators.map((validator) => line(validator, validator.id === primary, toy)));
  const needed = Math.ceil((2 * all) / 3);
  text(byId("validator-note"), `${needed} of ${all} decide. Stop up to ${all - needed}, and the others go on; stop one more, and nothing moves until it is back.`);
  byId("validator-note").hidden = !toy || all === 0;
}

/** The newest view that a validator reports or a certificate names; its primary is view mod n. */
function view(state: State): number | undefined {
  const views = state.validators.flatMap((validator) => validator.view ?? []);
  const newest = state.blocks[0]?.view;
  const all = newest === undefined ? views : [...views, newest];
  return all.length === 0 ? undefined : Math.max(...all);
}

function line(validator: Validator, primary: boolean, toy: boolean): HTMLElement {
  const item = make("li", "", make("span", validator.up ? "dot up" : "dot down", String(validator.id)));
  item.append(make("span", "name", `Validator ${validator.id}`));
  if (primary) {
    item.append(make("span", "badge", "primary"));
  }
  const condition = validator.condition?.toLowerCase().replace("_", " ");
  const state = validator.up || condition === undefined ? (validator.up ? "up" : "down") : condition;
  item.append(make("span", validator.up ? "state" : "state bad", state));
  item.append(
    make("span", "signed-at", validator.lastSigned > 0 ? `signed ${validator.lastSigned}` : "not yet signed"),
  );
  if (toy) {
    item.append(button(validator));
  }
  return item;
}

function button({ id, up }: Validator): HTMLElement {
  const button = makeButton("small", up ? "Stop" : "Start", make("span", "said", ` validator ${id}`));
  button.name = up ? "stop" : "start";
  button.value = String(id);
  button.dataset.key = `validator ${id}`;
  return button;
}
