package org.bitcraps.evidence.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.bitcraps.evidence.keys.PublicKey;
import org.bitcraps.evidence.sample.SampleChain;
import org.junit.jupiter.api.Test;

/** The set of one epoch: ascending, no key twice, found by identity and not by index. */
class ReplicaSetTest {

  private static ReplicaSet.Member member(int id) {
    return new ReplicaSet.Member(
        new ReplicaId(id), PublicKey.fromBytes(SampleChain.digest("key " + id).toBytes()));
  }

  private static ReplicaSet set(ReplicaSet.Member... members) {
    return new ReplicaSet(Epoch.ZERO, List.of(members));
  }

  @Test
  void membersAreStrictlyAscendingAndNoKeyServesTwo() {
    assertThat(set(member(0), member(7), member(65_535)).ids())
        .containsExactly(new ReplicaId(0), new ReplicaId(7), new ReplicaId(65_535));
    assertThatThrownBy(() -> set(member(7), member(7))).hasMessageContaining("ascending");
    assertThatThrownBy(() -> set(member(8), member(7))).hasMessageContaining("ascending");
    assertThatThrownBy(() -> set()).isInstanceOf(IllegalArgumentException.class);
    ReplicaSet.Member twin = new ReplicaSet.Member(new ReplicaId(9), member(7).voteKey());
    assertThatThrownBy(() -> set(member(7), twin)).hasMessageContaining("key");
  }

  @Test
  void sizeIsBounded() {
    List<ReplicaSet.Member> members =
        IntStream.rangeClosed(0, ReplicaSet.MEMBERS_MAX).mapToObj(ReplicaSetTest::member).toList();
    assertThat(new ReplicaSet(Epoch.ZERO, members.subList(1, members.size())).quorum().size())
        .isEqualTo(667);
    assertThatThrownBy(() -> new ReplicaSet(Epoch.ZERO, members))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void membersAreFoundByIdentity() {
    ReplicaSet set = set(member(2), member(5), member(9), member(300));
    for (int id = 0; id < 400; id++) {
      boolean member = id == 2 || id == 5 || id == 9 || id == 300;
      assertThat(set.contains(new ReplicaId(id))).as("%d", id).isEqualTo(member);
      assertThat(set.voteKey(new ReplicaId(id)).isPresent()).isEqualTo(member);
    }
    assertThat(set.voteKey(new ReplicaId(9))).contains(member(9).voteKey());
  }

  /** P9: members[view mod n], also for the highest view there is. */
  @Test
  void primaryGoesRound() {
    ReplicaSet set = set(member(2), member(5), member(9));
    assertThat(set.primary(new View(0))).isEqualTo(new ReplicaId(2));
    assertThat(set.primary(new View(1))).isEqualTo(new ReplicaId(5));
    assertThat(set.primary(new View(5))).isEqualTo(new ReplicaId(9));
    assertThat(set.primary(new View(Long.MAX_VALUE)))
        .isEqualTo(set.ids().get((int) (Long.MAX_VALUE % 3)));
  }

  @Test
  void hashCoversEpochIdentitiesAndKeys() {
    ReplicaSet set = set(member(2), member(5));
    ReplicaSet.Member otherKey = new ReplicaSet.Member(new ReplicaId(5), member(6).voteKey());
    ReplicaSet.Member otherId = new ReplicaSet.Member(new ReplicaId(6), member(5).voteKey());
    assertThat(
            List.of(
                set.hash(),
                new ReplicaSet(new Epoch(1), set.members()).hash(),
                set(member(2)).hash(),
                set(member(2), otherKey).hash(),
                set(member(2), otherId).hash()))
        .doesNotHaveDuplicates();
  }

  @Test
  void countersStayInTheirRange() {
    assertThatThrownBy(() -> new View(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Epoch(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SequenceNumber(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ReplicaId(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ReplicaId(65_536)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new View(Long.MAX_VALUE).next())
        .isInstanceOf(ArithmeticException.class);
    assertThat(new SequenceNumber(2).isAfter(new SequenceNumber(1))).isTrue();
    assertThat(new SequenceNumber(2).isAfter(new SequenceNumber(2))).isFalse();
  }
}
