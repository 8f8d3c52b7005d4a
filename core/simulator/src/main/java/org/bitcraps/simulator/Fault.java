package org.bitcraps.simulator;

/** Classes of faults; each seed switches each of them on or off (swarm testing). */
public enum Fault {
  /** Messages vanish. */
  LOSS,
  /** One-way delay with a long tail: messages overtake each other. */
  SLOW_NETWORK,
  /** Messages arrive twice. */
  DUPLICATION,
  /** A byte of a message changes on the way. */
  BYTE_FLIPS,
  /** Groups of hosts do not hear each other, or only in one direction. */
  PARTITIONS,
  /** One direction of one link stands still, then delivers everything. */
  CLOGS,
  /** Messages of one kind vanish for a while. */
  KIND_FILTER,
  /** Most prepares and commits vanish: blocks are prepared by some only, in view after view. */
  VOTE_LOSS,
  /** Processes die at every point of an output and come back. */
  CRASHES,
  /** A force of the journal fails: the process must stop. */
  DISK_ERRORS,
  /** Processes stand still, then go on. */
  PAUSES,
  /** Forcing takes time, and several outputs share one force. */
  GROUP_COMMIT,
  /** Clocks differ, within what P6 allows. */
  SKEW,
  /** Clocks jump, also backwards. */
  CLOCK_JUMPS,
  /** A timer that was moved or cancelled fires nevertheless. */
  STALE_TIMERS,
  /** A courier brings a body to some validators only. */
  SPLIT_BODIES,
  /** More bodies at once than one block takes. */
  BURSTS,
  /** Tables play: rounds open, close and are drawn, and empty blocks become due. */
  PHASES,
  /** Up to f validators lie. */
  BYZANTINE,
  /** Up to f validators lose their disks. */
  AMNESIA
}
