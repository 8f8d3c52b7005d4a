package org.bitcraps.client.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code bitcraps}: the root of all commands. A new command is added to {@code subcommands}. */
@Command(
    name = "bitcraps",
    description = "A provably fair craps table: nobody has to be trusted.",
    mixinStandardHelpOptions = true,
    versionProvider = BuiltVersion.class,
    subcommands = {
      DevnetCommand.class,
      TestnetCommand.class,
      BetCommand.class,
      VerifyCommand.class,
      ProofCommand.class,
      ReplayCommand.class,
      StatusCommand.class,
      AccountCommand.class,
      HistoryCommand.class,
      KeysCommand.class,
      CharterCommand.class,
      InitCommand.class,
      StartCommand.class,
      DoctorCommand.class,
      UnsafeResetCommand.class,
      EdgesCommand.class
    })
public final class BitcrapsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new BitcrapsCommand())
        .setExecutionExceptionHandler(Failures::execution)
        .setParameterExceptionHandler(Failures::parameters);
  }

  /** Without a command: says what there is, as a wrong usage. */
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return CommandLine.ExitCode.USAGE;
  }
}
