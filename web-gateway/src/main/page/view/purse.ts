import type { Desk } from "../play/desk";
import type { Play } from "../play/state";
import { stack } from "../table/words";
import { able, byId, refocus, text } from "./dom";

/** The player's key: made here, brought from elsewhere, saved once. */
export function bindPurse(desk: Desk, gatewayMs: () => number): void {
  byId("make-key").addEventListener("click", () => {
    const backup = (byId("backup") as HTMLInputElement).checked;
    void desk.begin(backup);
  });
  const file = byId("key-file") as HTMLInputElement;
  file.addEventListener("change", () => {
    const chosen = file.files?.[0];
    if (chosen !== undefined) {
      void chosen.text().then((content) => desk.adopt(content));
      file.value = "";
    }
  });
  byId("fund").addEventListener("click", () => void desk.fund(gatewayMs()));
  byId("save-key").addEventListener("click", (event) => {
    const link = event.currentTarget as HTMLAnchorElement;
    // The browser reads the file while it handles this click; afterwards nobody here holds it.
    setTimeout(() => {
      URL.revokeObjectURL(link.href);
      desk.forgetFile();
    }, 1_000);
  });
}

export function showPurse(play: Play, before: Play): void {
  const has = play.key !== undefined;
  const leaves = has && byId("no-key").contains(document.activeElement);
  byId("no-key").hidden = has || play.obstacle !== undefined;
  byId("has-key").hidden = !has;
  text(byId("obstacle"), play.obstacle ?? "");
  byId("obstacle").hidden = play.obstacle === undefined;
  const key = byId("public-key");
  text(key, play.key === undefined ? "" : `${play.key.publicKey.slice(0, 16)}…`);
  key.title = play.key?.publicKey ?? "";
  if (play.keyFile !== before.keyFile) {
    const link = byId("save-key") as HTMLAnchorElement;
    byId("unsaved").hidden = play.keyFile === undefined;
    if (play.keyFile !== undefined) {
      link.href = URL.createObjectURL(new Blob([play.keyFile], { type: "text/plain" }));
    }
  }
  const faucet = play.genesis?.flags.includes("FAUCET") ?? false;
  const grant = play.genesis?.parameters.FAUCET_GRANT_MAX ?? 0;
  byId("fund").hidden = !faucet;
  text(byId("fund"), play.book === undefined ? "" : `Get ${stack(grant, play.book.unit)}`);
  able(byId("fund"), !play.busy);
  if (leaves) {
    refocus(byId("make-key"), byId("fund"));
  }
}
