package org.bitcraps.crypto.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.TreeSet;
import org.bitcraps.evidence.genesis.GatewayId;
import org.bitcraps.evidence.membership.ReplicaId;
import org.junit.jupiter.api.Test;

class NodeNameTest {

  @Test
  void a_name_is_read_as_it_is_written() {
    for (String name : List.of("validator-0", "validator-65535", "gateway-7", "gateway-10")) {
      assertThat(NodeName.parse(name)).hasToString(name);
    }
    assertThat(NodeName.parse("validator-3").validator()).isEqualTo(new ReplicaId(3));
    assertThat(NodeName.parse("gateway-3").gateway()).isEqualTo(new GatewayId(3));
    assertThat(NodeName.of(new ReplicaId(3)).isValidator()).isTrue();
    assertThat(NodeName.of(new GatewayId(3)).isValidator()).isFalse();
  }

  @Test
  void what_is_no_name_is_refused() {
    for (String text :
        List.of(
            "",
            "validator",
            "validator-",
            "validator-00",
            "validator--1",
            "validator-65536",
            "Validator-1",
            "player-1",
            " validator-1",
            "validator-1\n",
            "gateway-1x")) {
      assertThatThrownBy(() -> NodeName.parse(text))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a node is validator-<id> or gateway-<id>, not \"" + text + "\"");
    }
  }

  /** By number, not by letter: ten comes after two. */
  @Test
  void validators_come_first_each_kind_ascending() {
    assertThat(
            new TreeSet<>(
                List.of(
                    NodeName.parse("gateway-0"),
                    NodeName.parse("validator-10"),
                    NodeName.parse("gateway-2"),
                    NodeName.parse("validator-2"))))
        .extracting(NodeName::toString)
        .containsExactly("validator-2", "validator-10", "gateway-0", "gateway-2");
  }
}
