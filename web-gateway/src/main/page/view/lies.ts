import type { Desk } from "../play/desk";
import { LIES, lied } from "../play/lies";
import type { Proven } from "../play/state";
import { able, byId, makeButton, text } from "./dom";

/** On a test chain: what a liar could do to the proof that is looked at. */
export function bindLies(desk: Desk): void {
  const list = byId("lie-list");
  list.append(
    ...LIES.map(({ id, name }) => {
      const button = makeButton("small", name);
      button.value = id;
      return button;
    }),
  );
  list.addEventListener("click", ({ target }) => {
    const lie = LIES.find(({ id }) => target instanceof HTMLButtonElement && id === target.value);
    if (lie !== undefined) {
      void desk.breakProof(lie);
    }
  });
  byId("mend").addEventListener("click", () => {
    byId("lies").querySelector("summary")?.focus(); // The button goes.
    desk.mendProof();
  });
}

export function showLies(proven: Proven, toy: boolean): void {
  const honest = proven.broken?.from ?? proven;
  const offered = toy && honest.verdict.result !== "MISMATCH";
  byId("lies").hidden = !offered;
  if (!offered) {
    return; // Which lies there could be is worth finding out only where they can be told.
  }
  byId("lie-list")
    .querySelectorAll("button")
    .forEach((button) => {
      const lie = LIES.find(({ id }) => id === button.value);
      able(button, lie !== undefined && lied(honest.text, lie) !== undefined);
      button.setAttribute("aria-pressed", String(lie === proven.broken?.lie));
    });
  text(byId("lie-done"), proven.broken === undefined ? "" : `Changed here: ${proven.broken.lie.done}`);
  byId("mend").hidden = proven.broken === undefined;
}
