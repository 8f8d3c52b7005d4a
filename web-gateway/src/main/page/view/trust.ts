import type { Desk } from "../play/desk";
import type { Play } from "../play/state";
import { byId, text } from "./dom";

/** The gateway shows another chain than the one this browser knows: the player decides. */
export function bindTrust(desk: Desk): void {
  byId("trust-chain").addEventListener("click", () => {
    desk.trust();
    byId("round").focus(); // The button goes.
  });
}

export function showTrust({ genesis, trusted }: Play): void {
  byId("other-chain").hidden = genesis === undefined || genesis.chain === trusted;
  text(byId("known-chain"), trusted ?? "");
  text(byId("shown-chain"), genesis?.chain ?? "");
}
