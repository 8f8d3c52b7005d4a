import type { Frame, Snapshot, Update } from "../net/frames";
import type { State } from "./state";

const ROLLS_MAX = 20;
const BLOCKS_MAX = 12;

/**
 * The state after a frame; undefined if the frame does not follow from the state: a number was left
 * out, or a block stands on another parent (the gateway now follows another chain). Pure.
 */
export function reduce(state: State, frame: Frame, nowMs: number): State | undefined {
  switch (frame.type) {
    case "snapshot":
      return snapshot(state, frame, nowMs);
    case "block":
      return update(state, frame);
    case "status":
      return {
        ...state,
        validators: frame.validators,
        waiting: frame.waiting,
        offsetMs: frame.timeMs - nowMs,
      };
    case "resumed":
    case "pong":
      return { ...state, offsetMs: frame.timeMs - nowMs };
  }
}

function snapshot(state: State, frame: Snapshot, nowMs: number): State {
  return {
    link: state.link,
    chain: frame.chain,
    quorum: frame.quorum,
    table: frame.table,
    bets: frame.bets,
    rolls: frame.rolls.slice(0, ROLLS_MAX),
    settled: undefined,
    blocks: frame.blocks.slice(0, BLOCKS_MAX),
    validators: state.chain === frame.chain ? state.validators : [],
    waiting: [],
    offsetMs: frame.timeMs - nowMs,
  };
}

function update(state: State, frame: Update): State | undefined {
  if (state.table === undefined || frame.n !== state.table.sequence + 1) {
    return undefined;
  }
  const newest = state.blocks[0];
  if (newest !== undefined && newest.digest !== frame.block.parent) {
    return undefined;
  }
  return {
    ...state,
    table: frame.table,
    bets: frame.bets ?? state.bets,
    rolls: frame.roll ? [frame.roll, ...state.rolls].slice(0, ROLLS_MAX) : state.rolls,
    settled: frame.roll ? frame.settled : state.settled,
    blocks: [frame.block, ...state.blocks].slice(0, BLOCKS_MAX),
  };
}
