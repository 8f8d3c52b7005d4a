import type { State } from "../table/state";
import { byId, text } from "./dom";

/** The time left for bets, by the gateway's clock. Called a few times a second. */
export function showCountdown(state: State, nowMs: number): void {
  const table = state.table;
  const bar = byId("bar");
  const live = state.link === "live";
  if (table === undefined || table.phase !== "BETTING" || !live) {
    text(byId("countdown"), "");
    text(byId("countdown-note"), live && table?.phase === "REVEALING" ? "the dice are being made" : "");
    bar.style.transform = "scaleX(0)";
    return;
  }
  const leftMs = Math.max(0, table.closesAtMs - (nowMs + state.offsetMs));
  const windowMs = Math.max(1, table.closesAtMs - table.opensAtMs);
  text(byId("countdown"), `${(leftMs / 1000).toFixed(1)} s`);
  text(byId("countdown-note"), leftMs > 0 ? "until betting closes" : "closing");
  bar.style.transform = `scaleX(${Math.min(1, leftMs / windowMs)})`;
}
