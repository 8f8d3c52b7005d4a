package org.bitcraps.protocol.consensus;

/** What to do with one timer. Setting a running timer moves it. */
public sealed interface TimerChange {

  /** Which timer. */
  Timer timer();

  /** Fire it once, at {@code atMs} of the host's clock or as soon after as possible. */
  record Set(Timer timer, long atMs) implements TimerChange {}

  /** Do not fire it. */
  record Cancel(Timer timer) implements TimerChange {}
}
