import type { State } from "../table/state";
import { betName, chips, count, stack } from "../table/words";
import { byId, make, text } from "./dom";

/** Live bets of all players, alike ones in one line. */
export function showBets(state: State, before: State): void {
  if (state.table === undefined || (state.bets === before.bets && before.table !== undefined)) {
    return;
  }
  const unit = state.table.unit;
  const bets = state.bets.reduce((sum, line) => sum + line.count, 0);
  const total = state.bets.reduce((sum, line) => sum + line.total, 0);
  text(
    byId("bets-total"),
    bets === 0 ? "" : `${count(bets, "bet", "bets")}, ${stack(total, unit)}`,
  );
  byId("no-bets").hidden = bets > 0;
  byId("bet-table").hidden = bets === 0;
  byId("bet-lines").replaceChildren(
    ...state.bets.map((line) => {
      const name = make("th", "", betName(line.type));
      name.setAttribute("scope", "row");
      name.title = line.type;
      return make(
        "tr",
        "",
        name,
        make("td", "", String(line.count)),
        make("td", "", chips(line.total, unit)),
      );
    }),
  );
}
