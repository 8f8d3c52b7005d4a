package org.bitcraps.client.cli;

import java.io.IOException;
import java.io.PrintWriter;
import org.bitcraps.client.sdk.Player;
import org.bitcraps.client.sdk.ProblemException;
import org.bitcraps.client.sdk.UnreachableException;
import org.bitcraps.evidence.wire.MalformedException;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** Every failure as one sentence on standard error and an exit code; no stack traces. */
final class Failures {

  private Failures() {}

  static int execution(Exception failure, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    err.println("bitcraps: " + sentence(failure));
    err.flush();
    return code(failure);
  }

  static int parameters(CommandLine.ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("bitcraps: " + failure.getMessage());
    err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    err.flush();
    return ExitCodes.USAGE;
  }

  private static int code(Exception failure) {
    if (failure instanceof WrongArgumentException || failure instanceof IOException) {
      return ExitCodes.USAGE;
    }
    if (failure instanceof UnreachableException || failure instanceof MalformedException) {
      return ExitCodes.UNREACHABLE;
    }
    if (failure instanceof Player.DeadlineException || isTooEarly(failure)) {
      return ExitCodes.NOT_YET;
    }
    return ExitCodes.REFUSED;
  }

  /** There will be a snapshot, some blocks later. */
  private static boolean isTooEarly(Exception failure) {
    return failure instanceof ProblemException problem
        && problem.name().equals("snapshot-not-ready");
  }

  private static String sentence(Exception failure) {
    if (failure instanceof ProblemException problem && problem.retryAfterSeconds() > 0) {
      return problem.getMessage() + " (try again in " + problem.retryAfterSeconds() + " s)";
    }
    if (failure instanceof java.nio.file.NoSuchFileException missing) {
      return "there is no file " + missing.getMessage();
    }
    if (failure instanceof java.nio.file.FileAlreadyExistsException there) {
      return there.getMessage() + " is there already; it is not overwritten";
    }
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }
}
