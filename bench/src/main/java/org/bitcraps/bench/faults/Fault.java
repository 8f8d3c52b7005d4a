package org.bitcraps.bench.faults;

/** What is done to a cluster. */
enum Fault {
  /** kill -9 of a validator that is not the primary; it comes back after two seconds. */
  KILL_BACKUP(1),
  /** kill -9 of the primary; it comes back after two seconds. */
  KILL_PRIMARY(1),
  /** SIGSTOP of any validator for half a minute. */
  PAUSE(2),
  /** One validator and everybody else do not hear each other. */
  PARTITION_ONE(3),
  /** Two validators and everybody else do not: nothing can be decided. */
  PARTITION_TWO(2),
  /** 200 ± 50 ms on every wire of one validator. */
  SLOW_LINK(2),
  /** A server starts its broker, and all else in it, anew. */
  BROKER_RESTART(1),
  /** Nothing more fits on a validator's disk. */
  FULL_DISK(2),
  /** A validator's clock jumps by a minute, and back. */
  CLOCK_JUMP(3),
  /** Each node in turn is ended politely and started. */
  ROLLING_RESTART(1),
  /** A validator loses its journal. */
  WIPE(1),
  /** kill -9 of a gateway while its clients retry at the other. */
  GATEWAY_DIES(1);

  private final int share;

  Fault(int share) {
    this.share = share;
  }

  /** How often it comes before a kind of share 1 comes again: more, where no server has to boot. */
  int share() {
    return share;
  }
}
