import type { Desk } from "../play/desk";
import { isToy } from "../play/gateway";
import type { Play, Proven } from "../play/state";
import { showVerdict } from "../verify/panel";
import { byId, refocus, text } from "./dom";
import { showLies } from "./lies";
import { showWitnesses } from "./witnesses";

/** Where the focus was before. */
let opener: { button: HTMLElement; list: Element } | undefined;

/** The proof that is looked at, in a box over the page; and the alarm where one does not hold. */
export function bindProof(desk: Desk): void {
  const dialog = byId("proof") as HTMLDialogElement;
  dialog.addEventListener("close", () => {
    desk.closeProof();
    // The browser gives the focus back itself, but to what may have been drawn anew meanwhile.
    if (opener !== undefined && (document.activeElement === document.body || document.activeElement === null)) {
      refocus(opener.button, opener.list);
    }
  });
  byId("close-proof").addEventListener("click", () => dialog.close());
}

export function showProof(play: Play, before: Play): void {
  if (play.proven !== before.proven) {
    const dialog = byId("proof") as HTMLDialogElement;
    if (play.proven === undefined) {
      dialog.close();
    } else {
      text(byId("proof-title"), play.proven.title);
      showLies(play.proven, isToy(play.genesis));
      text(byId("proof-root"), play.trusted ?? "");
      showWitnesses(play);
      if (play.proven.verdict !== before.proven?.verdict) {
        showVerdict(byId("proof-verdict"), play.proven.verdict); // What is unfolded stays so.
      }
      offer("save-proof", play.proven);
      if (!dialog.open) {
        const button = document.activeElement as HTMLElement;
        opener = { button, list: button.closest("ul, ol") ?? byId("round") };
        dialog.showModal();
      }
    }
  }
  byId("mismatch").hidden = play.mismatch === undefined;
  if (play.mismatch !== before.mismatch && play.mismatch !== undefined) {
    const { title, verdict } = play.mismatch;
    text(byId("mismatch-what"), `${title}: ${verdict.result === "MISMATCH" ? `${verdict.reason}, ${verdict.detail}` : ""}`);
    offer("save-evidence", play.mismatch);
  }
}

function offer(id: string, proven: Proven): void {
  const link = byId(id) as HTMLAnchorElement;
  URL.revokeObjectURL(link.href);
  link.href = URL.createObjectURL(new Blob([proven.text], { type: "application/json" }));
  link.download = proven.file;
}
