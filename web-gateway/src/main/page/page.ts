import { Feed } from "./net/feed";
import { reduce } from "./table/reduce";
import { NOTHING_YET, type State } from "./table/state";
import { showBets } from "./view/bets";
import { showBlocks } from "./view/chain";
import { showCountdown } from "./view/countdown";
import { bindGenesis, showAddress, showFooting } from "./view/footing";
import { showRound } from "./view/round";
import { showValidators } from "./view/validators";

let state: State = NOTHING_YET;
let shown: State = NOTHING_YET;
let due = false;

/** Draws once per picture, however many frames came since the last one. */
function become(next: State): void {
  state = next;
  if (!due) {
    due = true;
    requestAnimationFrame(() => {
      due = false;
      const before = shown;
      shown = state;
      showFooting(state);
      showRound(state, before);
      showBets(state, before);
      showBlocks(state, before);
      showValidators(state, before);
      showCountdown(state, Date.now());
    });
  }
}

const table = new URLSearchParams(location.search).get("table") ?? "0";

bindGenesis();
showAddress(location.origin);
setInterval(() => showCountdown(state, Date.now()), 100);
new Feed(`api/v1/games/${encodeURIComponent(table)}/subscribe`, {
  frame(frame) {
    const next = reduce(state, frame, Date.now());
    if (next !== undefined) {
      become(next);
    }
    return next !== undefined;
  },
  link(link) {
    become({ ...state, link });
  },
  last() {
    return state.table?.sequence;
  },
}).start();
