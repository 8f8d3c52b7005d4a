package org.bitcraps.simulator.mutants;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.bitcraps.simulator.SeedRun;
import org.bitcraps.simulator.Setting;

/**
 * Hunts mutants with the seeds of a normal build: 1 to {@code seeds} of every {@link Setting}. A
 * mutant's own setting comes first, then one seed of each in turn.
 */
public final class Hunt {

  private final int seeds;
  private final Duration patience;

  /**
   * @param seeds how many seeds of each setting
   * @param patience how long one mutant may take before it counts as alive
   */
  public Hunt(int seeds, Duration patience) {
    this.seeds = seeds;
    this.patience = patience;
  }

  /** A seed of a setting. */
  public record Try(Setting setting, long seed) {}

  /**
   * What became of a mutant.
   *
   * @param killer the invariant that found it; empty if it survived
   * @param where the seed in which it did
   * @param tries how many seeds that took
   * @param tookMs how long, without compiling
   * @param stray the last exception that counted for nothing
   */
  public record Fate(
      Mutant mutant,
      Optional<String> killer,
      Optional<Try> where,
      int tries,
      long tookMs,
      Optional<String> stray) {

    /** Whether nothing found it. */
    public boolean survived() {
      return killer.isEmpty();
    }

    @Override
    public String toString() {
      return "%-28s %-8s %s"
          .formatted(
              mutant.name(),
              mutant.rule(),
              killer
                      .map(k -> k + ", " + where.orElseThrow())
                      .orElse("SURVIVES" + stray.map(s -> " although: " + s).orElse(""))
                  + ", %d seeds, %d ms".formatted(tries, tookMs));
    }
  }

  /** The seeds that the unmutated code has to pass, in order. */
  public List<Try> tries(Optional<Setting> first) {
    List<Try> tries = new ArrayList<>();
    first.ifPresent(setting -> {
      for (long seed = 1; seed <= seeds; seed++) {
        tries.add(new Try(setting, seed));
      }
    });
    for (long seed = 1; seed <= seeds; seed++) {
      for (Setting setting : Setting.values()) {
        Try next = new Try(setting, seed);
        if (first.isEmpty() || setting != first.get()) {
          tries.add(next);
        }
      }
    }
    return tries;
  }

  /** The seeds in which the unmutated code is found guilty, with the reason. */
  public List<String> guilty() {
    return tries(Optional.empty()).parallelStream()
        .map(next -> next + ": " + new SeedRun().apply(next.setting().name(), next.seed()))
        .filter(answer -> !answer.endsWith(": "))
        .toList();
  }

  /**
   * Hunts all of them, as many at once as there are processors.
   *
   * @param told hears of each when it is over, from several threads
   * @throws IllegalArgumentException if one cannot be applied or compiled; says which and why
   */
  public List<Fate> hunt(List<Mutant> mutants, Consumer<Fate> told) throws InterruptedException {
    MutantCompiler compiler = new MutantCompiler();
    List<Map<String, byte[]>> compiled = mutants.stream().map(compiler::compile).toList();
    ExecutorService hunters =
        Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors(), Thread.ofPlatform().daemon().factory());
    try {
      List<Future<Fate>> fates = new ArrayList<>();
      for (int i = 0; i < mutants.size(); i++) {
        Mutant mutant = mutants.get(i);
        Map<String, byte[]> classes = compiled.get(i);
        fates.add(
            hunters.submit(() -> {
              Fate fate = hunt(mutant, classes);
              told.accept(fate);
              return fate;
            }));
      }
      List<Fate> found = new ArrayList<>();
      for (Future<Fate> fate : fates) {
        found.add(fate.get());
      }
      return found;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a hunter failed", e);
    } finally {
      hunters.shutdownNow();
    }
  }

  /** In a thread of its own: a mutant may never end by itself. */
  private Fate hunt(Mutant mutant, Map<String, byte[]> classes)
      throws InterruptedException, ExecutionException {
    ExecutorService one = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());
    Progress progress = new Progress(mutant);
    Future<?> end = one.submit(() -> run(progress, classes));
    try {
      end.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      progress.stray = Optional.of("it did not end within " + patience);
    } finally {
      one.shutdownNow();
    }
    return progress.fate();
  }

  private void run(Progress progress, Map<String, byte[]> classes) {
    BiFunction<String, Long, String> seedRun = load(classes);
    for (Try next : tries(progress.mutant.setting())) {
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
      progress.tries.incrementAndGet();
      String answer = answer(seedRun, next);
      if (answer.isEmpty()) {
        continue;
      }
      if (answer.charAt(0) != SeedRun.STRAY) {
        progress.killed(answer, next);
        return;
      }
      progress.stray = Optional.of(answer);
    }
  }

  private static String answer(BiFunction<String, Long, String> seedRun, Try next) {
    try {
      return seedRun.apply(next.setting().name(), next.seed());
    } catch (RuntimeException | StackOverflowError e) {
      return SeedRun.STRAY + e.toString();
    }
  }

  @SuppressWarnings("unchecked")
  private static BiFunction<String, Long, String> load(Map<String, byte[]> classes) {
    try {
      return (BiFunction<String, Long, String>)
          new ShadowLoader(classes)
              .loadClass(SeedRun.class.getName())
              .getConstructor()
              .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Progress {

    final Mutant mutant;
    final long startedNs = System.nanoTime();
    final AtomicInteger tries = new AtomicInteger();
    volatile long endedNs;
    volatile Optional<String> killer = Optional.empty();
    volatile Optional<Try> where = Optional.empty();
    volatile Optional<String> stray = Optional.empty();

    Progress(Mutant mutant) {
      this.mutant = mutant;
    }

    void killed(String invariant, Try at) {
      where = Optional.of(at);
      endedNs = System.nanoTime();
      killer = Optional.of(invariant);
    }

    Fate fate() {
      long endNs = killer.isPresent() ? endedNs : System.nanoTime();
      return new Fate(mutant, killer, where, tries.get(), (endNs - startedNs) / 1_000_000, stray);
    }
  }
}
