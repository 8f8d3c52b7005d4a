package org.bitcraps.client.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.bitcraps.client.sdk.ProofFile;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.proof.Verdict;
import org.bitcraps.evidence.wire.MalformedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks a saved proof without any network. */
@Command(
    name = "verify",
    description =
        "Check a saved proof of a bet or a round, offline. Exits 0 if it is verified, 1 if not, 4 if"
            + " the story is not over.",
    mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {

  @Mixin private Printer printer;

  @Parameters(paramLabel = "FILE", description = "The proof, as a gateway served it.")
  private Path file;

  @Option(
      names = "--genesis",
      paramLabel = "FINGERPRINT",
      description =
          "The chain that you trust: 64 hexadecimal digits. Default: the ones that you have played"
              + " on from here.")
  private String genesis;

  private final PlayerHome home = PlayerHome.ofUser();

  @Override
  public Integer call() throws IOException {
    Verdict verdict;
    try {
      ProofFile proof = ProofFile.read(file);
      verdict = proof.verify(trusted(proof));
    } catch (MalformedException e) {
      verdict = ProofFile.unreadable(e);
    }
    VerdictPrinter.print(verdict, printer);
    printer.json(VerdictPrinter.tree(verdict));
    return VerdictPrinter.exitCode(verdict);
  }

  private ChainId trusted(ProofFile proof) throws IOException {
    if (genesis != null) {
      return PlayerHome.chain(genesis);
    }
    ChainId claimed;
    try {
      claimed = proof.claimedChain();
    } catch (MalformedException e) {
      // The verdict will say what is wrong; whom we trust makes no difference to it.
      return new ChainId(Digest.ZERO);
    }
    return home.trustedFor(claimed, printer);
  }
}
