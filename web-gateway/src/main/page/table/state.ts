import type { Link } from "../net/feed";
import type { BetLine, Block, Reason, Roll, Settled, Table, Validator } from "../net/frames";

/** Everything the page shows. Never changed in place: every frame makes a new one. */
export interface State {
  readonly link: Link;
  /** Digest of genesis; undefined before the first snapshot, like the table. */
  readonly chain?: string;
  readonly quorum: number;
  readonly table?: Table;
  readonly bets: readonly BetLine[];
  /** Newest first. */
  readonly rolls: readonly Roll[];
  /** What the newest roll did to the bets, if we saw it happen. */
  readonly settled?: Settled;
  /** Newest first. */
  readonly blocks: readonly Block[];
  readonly validators: readonly Validator[];
  readonly waiting: readonly Reason[];
  /** The gateway's clock minus ours. */
  readonly offsetMs: number;
}

export const NOTHING_YET: State = {
  link: "connecting",
  quorum: 0,
  bets: [],
  rolls: [],
  blocks: [],
  validators: [],
  waiting: [],
  offsetMs: 0,
};
