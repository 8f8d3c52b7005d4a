package org.bitcraps.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeMap;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.genesis.Parameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The short one of what {@link FaultsMain} does for an hour: six servers, bets all the time, each
 * of these faults once, and the checker's verdict on the record.
 */
@Timeout(1_200)
class FaultsIT {

  private static final int PORT_OFFSET = Integer.getInteger("bitcraps.faults.port-offset", 5_000);
  private static final Path ROOT = Path.of(System.getProperty("bitcraps.root"));

  /** No bar: on a slow machine each fault takes longer, and all of them have to come. */
  private static final long LONGEST_MS = 600_000;

  @TempDir private Path folder;

  @Test
  void nothing_is_lost_doubled_or_contradicted() throws Exception {
    Set<Fault> kinds = EnumSet.of(Fault.KILL_PRIMARY, Fault.PAUSE, Fault.PARTITION_TWO);
    FaultRun.Plan plan =
        new FaultRun.Plan(
            ROOT.resolve("server-config/target/server"),
            ROOT.resolve("ear/target/bitcraps.ear"),
            folder,
            PORT_OFFSET,
            Parameters.defaults().with(Parameter.BETTING_WINDOW_MS, 3_000),
            new TreeMap<>(),
            1,
            LONGEST_MS,
            kinds.size(),
            kinds,
            200,
            300,
            true);

    FaultRun.Result result = FaultRun.run(plan);

    System.out.print("FaultsIT:\n" + Summary.table(result));
    assertThat(result.scars()).extracting(Injury.Scar::fault).containsAll(kinds);
    assertThat(result.scars()).allMatch(Injury.Scar::well);
    assertThat(result.open()).as("orders that nobody answers for").isZero();
    assertThat(result.progress().bets()).as("bets under fire").isGreaterThan(1_000);
    assertThat(FaultsMain.judge(ROOT.resolve("ear/checker/target"), plan.history()))
        .as("the checker's verdict, above")
        .isZero();
  }
}
