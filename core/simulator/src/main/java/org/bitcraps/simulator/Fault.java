package org.bitcraps.simulator;

/** Classes of faults; each seed switches each of them on or off (swarm testing). */
public enum Fault {
  /** Messages vanish. */
  LOSS,
  /** One-way delay many times as long, with a long tail. */
  SLOW_NETWORK,
  /** Some messages are held back, so that later ones overtake them. */
  REORDER,
  /** Messages arrive twice. */
  DUPLICATION,
  /** A byte of a message changes on the way. */
  BYTE_FLIPS,
  /** Groups of hosts do not hear each other. */
  PARTITIONS,
  /** One group of hosts hears another, and is not heard by it. */
  ONE_WAY_PARTITIONS,
  /** One direction of one link stands still, then delivers everything. */
  CLOGS,
  /** Messages of one kind vanish for a while. */
  KIND_FILTER,
  /** Most prepares and commits vanish: blocks are prepared by some only, in view after view. */
  VOTE_LOSS,
  /** Processes die at every point of an output and lose what was not forced; they come back. */
  CRASHES,
  /** A force of the journal fails: the process must stop. */
  DISK_ERRORS,
  /** The last record that a dying process wrote is torn. */
  TORN_TAIL,
  /** Up to f validators come back with a journal that lost records which were forced. */
  ROLL_BACK,
  /** Processes stand still, then go on. */
  PAUSES,
  /** A validator takes a long time for everything that arrives. */
  SLOW_NODE,
  /** Forcing takes time, and several outputs share one force. */
  GROUP_COMMIT,
  /** Clocks differ, within what P6 allows. */
  SKEW,
  /** Clocks jump, also backwards. */
  CLOCK_JUMPS,
  /** A timer that was moved or cancelled fires nevertheless. */
  STALE_TIMERS,
  /** A gateway brings a body to some validators only. */
  SPLIT_BODIES,
  /** A gateway takes a body and brings it to nobody. */
  GATEWAY_DROPS,
  /** A gateway brings later bodies first. */
  GATEWAY_REORDERS,
  /** A gateway and its clients bring a body to some, and are never heard of again. */
  GATEWAY_VANISHES,
  /** A gateway gives one number to two bodies, and brings each to some. */
  GATEWAY_EQUIVOCATES,
  /** More bodies at once than one block takes: clients flood. */
  BURSTS,
  /** Clients hand orders that were not answered yet to another gateway too. */
  CLIENT_RETRIES,
  /** Clients use a nonce twice. */
  NONCE_REUSE,
  /** Tables play: rounds open, close and are drawn, and empty blocks become due. */
  PHASES,
  /** Up to f validators lie. */
  BYZANTINE,
  /** Up to f validators lose their disks. */
  AMNESIA,
  /** Blocks before a stable checkpoint are given up: who lacks them needs its state. */
  PRUNING
}
