import { Feed } from "./net/feed";
import { Desk } from "./play/desk";
import { isToy } from "./play/gateway";
import { NO_PLAY, type Play } from "./play/state";
import { reduce } from "./table/reduce";
import { NOTHING_YET, type State } from "./table/state";
import { showBets } from "./view/bets";
import { showBlocks } from "./view/chain";
import { showCountdown } from "./view/countdown";
import { bindAble } from "./view/dom";
import { bindFelt, showFelt } from "./view/felt";
import { bindGenesis, showAddress, showFooting } from "./view/footing";
import { showLog } from "./view/log";
import { bindLies } from "./view/lies";
import { bindProof, showProof } from "./view/proof";
import { bindPurse, showPurse } from "./view/purse";
import { bindRolls, showRound } from "./view/round";
import { bindTray, lay, showTray } from "./view/tray";
import { bindTrust, showTrust } from "./view/trust";
import { bindValidators, showValidators } from "./view/validators";

let state: State = NOTHING_YET;
let shown: State = NOTHING_YET;
let play: Play = NO_PLAY;
let shownPlay: Play = NO_PLAY;
let due = false;

/** Draws once per picture, however much changed since the last one. */
function draw(): void {
  if (!due) {
    due = true;
    requestAnimationFrame(() => {
      due = false;
      const before = shown;
      const played = shownPlay;
      shown = state;
      shownPlay = play;
      showFooting(state);
      showRound(state, before);
      showBets(state, before);
      showBlocks(state, before);
      showValidators(state, before, isToy(play.genesis), isToy(played.genesis));
      showCountdown(state, Date.now());
      showTrust(play);
      showPurse(play, played);
      if (felt(state) !== felt(before) || play !== played) {
        showFelt(state, play);
      }
      showTray(state, play, Date.now());
      showLog(play, played, {
        alter: (bet, change) => void desk.change(bet, change, gatewayMs()),
        prove: (bet) => void desk.showBet(bet),
      });
      showProof(play, played);
    });
  }
}

/** What the felt shows of the table: nothing of it changes with most blocks. */
function felt({ table, bets, rolls }: State): string {
  return JSON.stringify([table?.point, bets, rolls[0]?.sequence]);
}

function gatewayMs(): number {
  return Date.now() + state.offsetMs;
}

const table = new URLSearchParams(location.search).get("table") ?? "0";
const desk = new Desk(Number(table), (next) => {
  play = next;
  draw();
});

bindAble();
bindGenesis();
showAddress(location.origin);
bindFelt({ lay: (type) => lay(desk, play, type) });
bindTray(desk, () => ({ play, state }));
bindPurse(desk, gatewayMs);
bindProof(desk);
bindLies(desk);
bindTrust(desk);
bindValidators();
bindRolls((round) => void desk.showRound(round));
setInterval(() => {
  showCountdown(state, Date.now());
  showTray(state, play, Date.now());
}, 100);
new Feed(`api/v1/games/${encodeURIComponent(table)}/subscribe`, {
  frame(frame) {
    const next = reduce(state, frame, Date.now());
    if (next !== undefined) {
      if (next.table?.round !== state.table?.round) {
        desk.roundOver();
      }
      state = next;
      draw();
      if (frame.type === "snapshot") {
        void desk.start(frame.chain);
      }
      if (frame.type === "block" && (frame.roll !== undefined || desk.isWaiting())) {
        void desk.refresh(frame.roll !== undefined);
      }
    }
    return next !== undefined;
  },
  link(link) {
    state = { ...state, link };
    draw();
  },
  last() {
    return state.table?.sequence;
  },
}).start();
