import type { Validator } from "../net/frames";
import type { State } from "../table/state";
import { byId, make, text } from "./dom";

/** Who is up, who leads, and which view it is. */
export function showValidators(state: State, before: State): void {
  if (state.validators === before.validators && view(state) === view(before)) {
    return;
  }
  const now = view(state);
  const primary = now === undefined ? undefined : state.validators[now % state.validators.length]?.id;
  const up = state.validators.filter((validator) => validator.up).length;
  text(
    byId("view"),
    state.validators.length === 0
      ? ""
      : `${up} of ${state.validators.length} up` + (now === undefined ? "" : `, view ${now}`),
  );
  byId("validator-list").replaceChildren(
    ...state.validators.map((validator) => line(validator, validator.id === primary)),
  );
}

/** The newest view that a validator reports or a certificate names; its primary is view mod n. */
function view(state: State): number | undefined {
  const views = state.validators.flatMap((validator) => validator.view ?? []);
  const newest = state.blocks[0]?.view;
  const all = newest === undefined ? views : [...views, newest];
  return all.length === 0 ? undefined : Math.max(...all);
}

function line(validator: Validator, primary: boolean): HTMLElement {
  const item = make("li", "", make("span", validator.up ? "dot up" : "dot down", String(validator.id)));
  item.append(make("span", "name", `Validator ${validator.id}`));
  if (primary) {
    item.append(make("span", "badge", "primary"));
  }
  const condition = validator.condition?.toLowerCase();
  const state = validator.up || condition === undefined ? (validator.up ? "up" : "down") : condition;
  item.append(make("span", validator.up ? "state" : "state bad", state));
  item.append(
    make("span", "signed-at", validator.lastSigned > 0 ? `signed ${validator.lastSigned}` : "not yet signed"),
  );
  return item;
}
