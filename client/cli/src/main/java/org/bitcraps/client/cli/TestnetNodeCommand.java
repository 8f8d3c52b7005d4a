package org.bitcraps.client.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.bitcraps.client.cli.devnet.LocalNode;
import org.bitcraps.client.cli.devnet.Testnet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** What is done to one node of a testnet, from another shell than the one it was started in. */
abstract sealed class TestnetNodeCommand implements Callable<Integer> {

  @ParentCommand private TestnetCommand parent;
  @Spec private CommandSpec spec;

  House house() {
    return House.of("testnet");
  }

  Testnet testnet() throws IOException {
    return Testnet.open(parent.folder(house()))
        .orElseThrow(() ->
            new WrongArgumentException(
                "there is no testnet in " + parent.folder(house()) + ": ./bitcraps testnet"));
  }

  void say(String line) {
    spec.commandLine().getOut().println(line);
  }

  /** One that is named. */
  abstract static sealed class OfOne extends TestnetNodeCommand {

    @picocli.CommandLine.Parameters(
        index = "0",
        paramLabel = "NODE",
        description = "As validator-0 or gateway-1.")
    private String name;

    LocalNode node() throws IOException {
      Testnet testnet = testnet();
      return testnet
          .node(name)
          .orElseThrow(() ->
              new WrongArgumentException(
                  "there is no node %s, only %s"
                      .formatted(name, testnet.nodes().stream().map(LocalNode::name).toList())));
    }

    LocalNode running() throws IOException {
      LocalNode node = node();
      if (node.process().isEmpty()) {
        throw new WrongArgumentException(name + " does not run");
      }
      return node;
    }
  }

  /** Starts one that does not run. */
  @Command(
      name = "start",
      description = "Start a node that was stopped or killed.",
      mixinStandardHelpOptions = true)
  static final class Start extends OfOne {
    @Override
    public Integer call() throws IOException {
      LocalNode node = node();
      if (node.process().isPresent()) {
        throw new WrongArgumentException(node.name() + " runs already");
      }
      node.folder().prepare(house().server().resolve("standalone"), house().application());
      say(
          "%s starting, process %d; log in %s"
              .formatted(
                  node.name(),
                  node.start(house().server(), testnet().settings()).pid(),
                  node.folder().log()));
      return ExitCodes.OK;
    }
  }

  /** Ends one politely. */
  @Command(
      name = "stop",
      description = "End a node as an operator would.",
      mixinStandardHelpOptions = true)
  static final class Stop extends OfOne {
    @Override
    public Integer call() throws IOException {
      LocalNode node = running();
      node.ending().run();
      say(node.name() + " stopped");
      return ExitCodes.OK;
    }
  }

  /** Ends one as a crash would. */
  @Command(
      name = "kill",
      description = "End a node as a crash would (SIGKILL).",
      mixinStandardHelpOptions = true)
  static final class Kill extends OfOne {
    @Override
    public Integer call() throws IOException {
      LocalNode node = running();
      node.kill();
      say(node.name() + " killed");
      return ExitCodes.OK;
    }
  }

  /** Holds one still. */
  @Command(
      name = "pause",
      description = "Hold a node still (SIGSTOP).",
      mixinStandardHelpOptions = true)
  static final class Pause extends OfOne {
    @Override
    public Integer call() throws IOException, InterruptedException {
      LocalNode node = running();
      node.signal("STOP");
      say(node.name() + " paused");
      return ExitCodes.OK;
    }
  }

  /** Lets one go on. */
  @Command(
      name = "resume",
      description = "Let a paused node go on (SIGCONT).",
      mixinStandardHelpOptions = true)
  static final class Resume extends OfOne {
    @Override
    public Integer call() throws IOException, InterruptedException {
      LocalNode node = running();
      node.signal("CONT");
      say(node.name() + " goes on");
      return ExitCodes.OK;
    }
  }

  /** Lists all. */
  @Command(
      name = "nodes",
      description = "Which nodes there are and run, their ports and logs.",
      mixinStandardHelpOptions = true)
  static final class Nodes extends TestnetNodeCommand {
    @Override
    public Integer call() throws IOException {
      Testnet testnet = testnet();
      say("%-13s %9s %6s %6s %6s  %s".formatted("node", "process", "http", "mgmt", "peers", "log"));
      for (LocalNode node : testnet.nodes()) {
        say(
            "%-13s %9s %6d %6d %6d  %s"
                .formatted(
                    node.name(),
                    node.process().map(process -> Long.toString(process.pid())).orElse("-"),
                    node.httpPort(),
                    node.managementPort(),
                    node.peersPort(),
                    node.folder().log()));
      }
      return ExitCodes.OK;
    }
  }
}
