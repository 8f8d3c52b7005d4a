package org.bitcraps.bench.load;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Signed bets at a running gateway until they are certified. */
@Command(
    name = "load",
    mixinStandardHelpOptions = true,
    description = "Signed bets over HTTP until they are certified, at a gateway that runs.")
public final class LoadMain implements Callable<Integer> {

  @Option(names = "--url", defaultValue = "http://127.0.0.1:8080", description = "gateway")
  private String url;

  @Mixin private LoadOptions options;

  /** Entry point. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new LoadMain()).execute(args));
  }

  @Override
  public Integer call() throws InterruptedException {
    try (Table game = new Table(url, LoadOptions.TABLE)) {
      Crowd crowd = Crowd.arrive(game, LoadOptions.TABLE, options.players);
      System.out.println("loaded  " + options.load(game, crowd, List.of(game)).get(0));
      System.out.println("idle    " + Load.single(game, game, crowd, options.single));
      return 0;
    }
  }
}
