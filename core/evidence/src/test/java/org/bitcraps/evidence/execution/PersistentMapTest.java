package org.bitcraps.evidence.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersistentMapTest {

  @Test
  void theEmptyMapHasNothing() {
    PersistentMap<Integer, String> map = PersistentMap.empty();
    assertThat(map.size()).isZero();
    assertThat(map.isEmpty()).isTrue();
    assertThat(map.get(1)).isEmpty();
    assertThat(map.iterator().hasNext()).isFalse();
    assertThat(map.without(1)).isSameAs(map);
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> map.iterator().next())
        .isInstanceOf(NoSuchElementException.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void behavesAsASortedMapAndStaysBalanced(long seed) {
    Random random = new Random(seed);
    TreeMap<Integer, Integer> model = new TreeMap<>();
    PersistentMap<Integer, Integer> map = PersistentMap.empty();
    for (int step = 0; step < 2_000; step++) {
      int key = random.nextInt(500);
      switch (random.nextInt(4)) {
        case 0, 1 -> {
          map = map.with(key, step);
          model.put(key, step);
        }
        case 2 -> {
          map = map.without(key);
          model.remove(key);
        }
        case 3 -> {
          TreeMap<Integer, Optional<Integer>> changes = new TreeMap<>();
          int count = random.nextInt(random.nextInt(10) == 0 ? 400 : 20);
          boolean mostlyRemove = random.nextBoolean();
          for (int i = 0; i < count; i++) {
            boolean remove = random.nextInt(10) < (mostlyRemove ? 8 : 2);
            changes.put(random.nextInt(500), remove ? Optional.empty() : Optional.of(i));
          }
          map = map.withAll(changes);
          changes.forEach(
              (k, v) -> v.ifPresentOrElse(value -> model.put(k, value), () -> model.remove(k)));
        }
        default -> throw new AssertionError();
      }
      assertThat(map.isBalanced()).as("seed %d step %d", seed, step).isTrue();
      assertThat(map.size()).isEqualTo(model.size());
      assertThat(map.get(key)).isEqualTo(Optional.ofNullable(model.get(key)));
    }
    assertThat(list(map)).isEqualTo(new ArrayList<>(model.entrySet()));
  }

  @Test
  void ascendingInsertionAndRemovalStayBalanced() {
    PersistentMap<Integer, Integer> map = PersistentMap.empty();
    for (int i = 0; i < 3_000; i++) {
      map = map.with(i, i);
    }
    assertThat(map.isBalanced()).isTrue();
    for (int i = 0; i < 2_900; i++) {
      map = map.without(i);
      assertThat(map.isBalanced()).isTrue();
    }
    assertThat(map.size()).isEqualTo(100);
  }

  @Test
  void aMapNeverChangesUnderItsBranches() {
    PersistentMap<Integer, Integer> base = PersistentMap.empty();
    for (int i = 0; i < 100; i++) {
      base = base.with(i, i);
    }
    List<Map.Entry<Integer, Integer>> before = list(base);
    TreeMap<Integer, Optional<Integer>> changes = new TreeMap<>();
    for (int i = 0; i < 200; i += 3) {
      changes.put(i, i % 2 == 0 ? Optional.empty() : Optional.of(-i));
    }
    PersistentMap<Integer, Integer> branch = base.withAll(changes);
    assertThat(list(base)).isEqualTo(before);
    assertThat(branch).isNotEqualTo(base);
    assertThat(branch.get(3)).contains(-3);
    assertThat(base.get(3)).contains(3);
    assertThat(branch.get(6)).isEmpty();
  }

  @Test
  void equalContentIsEqualWhateverTheWay() {
    PersistentMap<Integer, Integer> up = PersistentMap.empty();
    PersistentMap<Integer, Integer> down = PersistentMap.empty();
    for (int i = 0; i < 50; i++) {
      up = up.with(i, i);
      down = down.with(49 - i, 49 - i);
    }
    assertThat(up).isEqualTo(down).hasSameHashCodeAs(down);
    assertThat(up.with(7, 8)).isNotEqualTo(down);
    assertThat(up.without(7)).isNotEqualTo(down);
  }

  private static <K extends Comparable<K>, V> List<Map.Entry<K, V>> list(PersistentMap<K, V> map) {
    List<Map.Entry<K, V>> entries = new ArrayList<>();
    map.forEach(entries::add);
    return entries;
  }
}
