package org.bitcraps.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OpeningTest {

  /** As WildFly 39 writes it beside an application that it could not start. */
  @Test
  void the_reason_of_a_failure_is_at_the_bottom_of_the_first_one() {
    assertThat(
            Opening.reason(
                """
                "{
                    \\"WFLYCTL0080: Failed services\\" => {\\"x.START\\" => \\"a.B: WFLYEE0042: Failed
                    Caused by: java.lang.IllegalStateException: WFLYEE0042: Failed to construct
                    Caused by: org.bitcraps.node.startup.StartException: bitcraps.x is no key
                    Caused by: java.lang.IllegalArgumentException: bitcraps.x is no key: see docs\\"},
                    \\"WFLYCTL0412: Required services that are not installed:\\" => [
                    Caused by: a.B: something that follows from it
                """))
        .isEqualTo("bitcraps.x is no key: see docs");
  }

  @Test
  void who_names_no_cause_is_quoted() {
    assertThat(Opening.reason("WFLYSRV0153: no\nmore")).isEqualTo("WFLYSRV0153: no");
    assertThat(Opening.reason("x".repeat(400))).hasSize(301).endsWith("…");
    assertThat(Opening.reason("")).isEmpty();
  }
}
