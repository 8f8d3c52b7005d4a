package org.bitcraps.evidence.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.bitcraps.evidence.bet.BetId;
import org.bitcraps.evidence.execution.NonceWindow.Standing;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.wire.Encoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NonceWindowTest {

  private static BetId id(long n) {
    return new BetId(Digest.of(DomainTag.BET, new Encoder().u63(n).toBytes()));
  }

  private static LeafPlace place(long n) {
    return new LeafPlace(new SequenceNumber(n + 7), (int) (n % 1_000) + 1);
  }

  private static NonceWindow use(NonceWindow window, long nonce) {
    return window.use(nonce, id(nonce), place(nonce));
  }

  /** Nonces 0 … upTo − 1 used in order. */
  private static NonceWindow usedUpTo(long upTo) {
    NonceWindow window = NonceWindow.FRESH;
    for (long n = 0; n < upTo; n++) {
      window = use(window, n);
    }
    return window;
  }

  @Test
  void theWindowBeginsAtTheBaseAndEndsBefore256More() {
    NonceWindow window = usedUpTo(1_000);
    assertThat(window.base()).isEqualTo(1_000);
    assertThat(window.check(1_000, id(1))).isEqualTo(Standing.FREE);
    assertThat(window.check(1_255, id(1))).isEqualTo(Standing.FREE);
    assertThat(window.check(1_256, id(1))).isEqualTo(Standing.TOO_FAR);
    assertThat(window.check(Long.MAX_VALUE, id(1))).isEqualTo(Standing.TOO_FAR);
    assertThat(window.check(999, id(999))).isEqualTo(Standing.SAME_ORDER);
    assertThat(window.check(999, id(1))).isEqualTo(Standing.OTHER_ORDER);
    assertThat(window.check(744, id(744))).isEqualTo(Standing.SAME_ORDER);
    assertThat(window.check(743, id(743))).isEqualTo(Standing.TOO_OLD);
    assertThat(window.check(0, id(0))).isEqualTo(Standing.TOO_OLD);
  }

  @Test
  void aUseIsRememberedWithThePlaceOfItsReceipt() {
    NonceWindow window = use(use(NonceWindow.FRESH, 5), 0);
    assertThat(window.firstUse(5)).contains(place(5));
    assertThat(window.firstUse(0)).contains(place(0));
    assertThat(window.firstUse(1)).isEmpty();
    assertThat(window.firstUse(261)).isEmpty();
  }

  @Test
  void theBaseStaysAtAHoleAndJumpsWhenItIsFilled() {
    NonceWindow window = NonceWindow.FRESH;
    for (long n = 255; n > 0; n--) {
      window = use(window, n);
      assertThat(window.base()).isZero();
    }
    assertThat(window.check(256, id(256))).isEqualTo(Standing.TOO_FAR);
    window = use(window, 0);
    assertThat(window.base()).isEqualTo(256);
    assertThat(window.check(256, id(256))).isEqualTo(Standing.FREE);
    assertThat(window.check(511, id(256))).isEqualTo(Standing.FREE);
    assertThat(window.check(512, id(256))).isEqualTo(Standing.TOO_FAR);
    assertThat(window.check(255, id(255))).isEqualTo(Standing.SAME_ORDER);
  }

  @Test
  void aNonceCannotBeUsedTwice() {
    NonceWindow window = use(NonceWindow.FRESH, 3);
    assertThatThrownBy(() -> use(window, 3)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> use(window, 256)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> use(usedUpTo(9), 8)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anEarlierWindowIsNotChangedByItsBranches() {
    NonceWindow base = usedUpTo(3);
    NonceWindow one = base.use(3, id(100), place(1));
    NonceWindow other = base.use(3, id(200), place(2));
    assertThat(base.check(3, id(100))).isEqualTo(Standing.FREE);
    assertThat(one.check(3, id(100))).isEqualTo(Standing.SAME_ORDER);
    assertThat(other.check(3, id(100))).isEqualTo(Standing.OTHER_ORDER);
    assertThat(one).isNotEqualTo(other);
    assertThat(base.use(3, id(100), place(1))).isEqualTo(one).hasSameHashCodeAs(one);
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void agreesWithASetOfUsedNonces(long seed) {
    Random random = new Random(seed);
    Map<Long, Long> used = new HashMap<>();
    NonceWindow window = NonceWindow.FRESH;
    long base = 0;
    for (long step = 0; step < 5_000; step++) {
      long nonce = Math.max(0, base - 20 + random.nextInt(random.nextInt(5) == 0 ? 300 : 40));
      boolean free = nonce >= base && nonce < base + 256 && !used.containsKey(nonce);
      Standing standing = window.check(nonce, id(step));
      assertThat(standing == Standing.FREE).as("seed %d step %d", seed, step).isEqualTo(free);
      assertThat(window.isFree(nonce)).isEqualTo(free);
      if (free) {
        window = window.use(nonce, id(step), place(step));
        used.put(nonce, step);
        while (used.containsKey(base)) {
          base++;
        }
        assertThat(window.base()).isEqualTo(base);
      } else if (nonce >= base && nonce < base + 256) {
        assertThat(window.check(nonce, id(used.get(nonce)))).isEqualTo(Standing.SAME_ORDER);
        assertThat(window.firstUse(nonce)).isEqualTo(Optional.of(place(used.get(nonce))));
      }
    }
  }
}
