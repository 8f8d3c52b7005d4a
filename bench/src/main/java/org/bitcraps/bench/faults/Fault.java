package org.bitcraps.bench.faults;

/** What is done to a cluster. */
enum Fault {
  /** kill -9 of a validator that is not the primary; it comes back after two seconds. */
  KILL_BACKUP,
  /** kill -9 of the primary; it comes back after two seconds. */
  KILL_PRIMARY,
  /** SIGSTOP of any validator for half a minute. */
  PAUSE,
  /** One validator and everybody else do not hear each other. */
  PARTITION_ONE,
  /** Two validators and everybody else do not: nothing can be decided. */
  PARTITION_TWO,
  /** 200 ± 50 ms on every wire of one validator. */
  SLOW_LINK,
  /** A server starts its broker, and all else in it, anew. */
  BROKER_RESTART,
  /** Nothing more fits on a validator's disk. */
  FULL_DISK,
  /** A validator's clock jumps by a minute, and back. */
  CLOCK_JUMP,
  /** Each node in turn is ended politely and started. */
  ROLLING_RESTART,
  /** A validator loses its journal. */
  WIPE,
  /** kill -9 of a gateway while its clients retry at the other. */
  GATEWAY_DIES
}
