package org.bitcraps.client.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bitcraps.client.cli.devnet.LocalNode;
import org.bitcraps.crypto.home.DurableFiles;
import org.bitcraps.crypto.home.NodeName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lets a validator forget what it signed. */
@Command(
    name = "unsafe-reset",
    description =
        "Delete the journal and the blocks of a validator that does not run; its keys stay. It then"
            + " no longer knows what it has signed: it stays mute until a checkpoint decides all of"
            + " that, and counts as faulty meanwhile.",
    mixinStandardHelpOptions = true)
final class UnsafeResetCommand implements Callable<Integer> {

  @Mixin private Printer printer;
  @Mixin private NodeOption option;

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  @Override
  public Integer call() throws IOException {
    LocalNode node = option.node();
    NodeName name = NodeName.parse(node.name());
    if (!name.isValidator()) {
      throw new WrongArgumentException(
          name + " signs no votes and keeps no journal: there is nothing to reset");
    }
    Optional<FileLock> lock = node.process().isPresent() ? Optional.empty() : node.folder().lock();
    if (lock.isEmpty()) {
      throw new WrongArgumentException(name + " runs: end it first");
    }
    try {
      return reset(node, name);
    } finally {
      lock.get().release();
    }
  }

  private int reset(LocalNode node, NodeName name) throws IOException {
    Path journal = node.home().journal(name.validator());
    if (Files.exists(node.home().firstStart(name.validator())) || !Files.exists(journal)) {
      throw new WrongArgumentException("there is nothing to reset: no journal in " + journal);
    }
    explain(name, journal);
    if (!yes && !isTyped(name)) {
      printer.line("Nothing was changed.");
      return ExitCodes.REFUSED;
    }
    DurableFiles.delete(journal);
    printer.line("%s has forgotten what it signed; its keys are where they were".formatted(name));
    return ExitCodes.OK;
  }

  private void explain(NodeName name, Path journal) {
    printer.note("This deletes " + journal + ":");
    printer.note("the only record of what " + name + " has signed, and its blocks.");
    printer.note("Afterwards it fetches the state from the others and executes, but signs nothing");
    printer.note("until a checkpoint decides whatever it can have signed. Until then it counts as");
    printer.note("one of the faulty validators that the chain survives: do it to one at a time.");
    printer.note("Never put an older copy of the journal back instead: that would sign twice.");
  }

  @SuppressWarnings("SystemConsoleNull") // null without a terminal on 21; later it reads a pipe
  private static boolean isTyped(NodeName name) throws IOException {
    Console console = System.console();
    String typed = console == null ? null : console.readLine("Type %s to do it: ", name);
    if (typed == null) {
      throw new IOException("nobody can be asked here: --yes does it without a question");
    }
    return typed.strip().equals(name.toString());
  }
}
