package org.bitcraps.node.timer;

import static org.assertj.core.api.Assertions.assertThat;

import org.bitcraps.protocol.consensus.Timer;
import org.bitcraps.protocol.consensus.TimerChange;
import org.junit.jupiter.api.Test;

class AlarmsTest {

  private final Alarms alarms = new Alarms();

  @Test
  void fires_at_its_time_and_not_before_the_earliest_first() {
    alarms.apply(new TimerChange.Set(Timer.PROGRESS, 200));
    alarms.apply(new TimerChange.Set(Timer.RESEND, 100));

    assertThat(alarms.nextAtMs()).hasValue(100);
    assertThat(alarms.takeDue(99)).isEmpty();
    assertThat(alarms.takeDue(100)).containsExactly(Timer.RESEND);
    assertThat(alarms.takeDue(100)).isEmpty();
    alarms.apply(new TimerChange.Set(Timer.RESEND, 150));
    assertThat(alarms.takeDue(500)).containsExactly(Timer.RESEND, Timer.PROGRESS);
    assertThat(alarms.nextAtMs()).isEmpty();
  }

  @Test
  void setting_again_moves_it_and_cancelling_ends_it() {
    alarms.apply(new TimerChange.Set(Timer.PROPOSE, 100));
    alarms.apply(new TimerChange.Set(Timer.PROPOSE, 300));
    assertThat(alarms.takeDue(299)).isEmpty();

    alarms.apply(new TimerChange.Cancel(Timer.PROPOSE));

    assertThat(alarms.takeDue(1_000)).isEmpty();
  }
}
