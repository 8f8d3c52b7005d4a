package org.bitcraps.client.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bitcraps.client.sdk.BitcrapsClient;
import org.bitcraps.client.sdk.Player;
import org.bitcraps.client.sdk.ProofFile;
import org.bitcraps.evidence.bet.BetId;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.proof.Verdict;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Fetches a proof. The document itself is JSON: it is printed as it came, or saved. */
@Command(
    name = "proof",
    description =
        "Fetch the proof of a bet or a round, and print or save it. Standard error says what it is"
            + " worth, and so does the exit code.",
    mixinStandardHelpOptions = true)
final class ProofCommand implements Callable<Integer> {

  @Mixin private Printer printer;
  @Mixin private GatewayOption gateway;

  /** Of what. */
  static final class Subject {
    @Parameters(paramLabel = "BET", description = "Id of the bet: 64 hexadecimal digits.")
    private String bet;

    @Option(names = "--round", paramLabel = "N", description = "A round's dice instead.")
    private Long round;
  }

  @ArgGroup(multiplicity = "1")
  private Subject subject;

  @Option(names = "--table", paramLabel = "N", description = "Default: the first table.")
  private Integer table;

  @Option(names = "--save", paramLabel = "FILE", description = "Save it instead of printing it.")
  private Path save;

  private final PlayerHome home = PlayerHome.ofUser();

  @Override
  public Integer call() throws IOException {
    if (subject.round != null && subject.round < 1) {
      throw new WrongArgumentException("rounds count from 1: there is none " + subject.round);
    }
    try (BitcrapsClient client = gateway.connect()) {
      Genesis genesis = gateway.genesis(client, home, printer);
      TableId at = GatewayOption.table(genesis, Optional.ofNullable(table));
      ProofFile proof =
          Player.await(
              subject.round == null
                  ? client.fetchProof(at, bet(subject.bet))
                  : client.fetchRoundProof(at, subject.round));
      if (save == null) {
        printer.raw(new String(proof.text(), StandardCharsets.UTF_8));
      } else {
        proof.save(save);
        printer.note(
            "saved the proof to %s; check it offline: bitcraps verify %s".formatted(save, save));
      }
      Verdict verdict = proof.verify(genesis.chainId());
      printer.note(
          switch (verdict.result()) {
            case Verdict.Verified verified ->
                "VERIFIED  " + VerdictPrinter.describe(verified.outcome());
            case Verdict.NotYet notYet -> "NOT YET   missing: " + notYet.missing();
            case Verdict.Mismatch mismatch ->
                "MISMATCH  " + mismatch.reason() + ": " + mismatch.detail();
          });
      return VerdictPrinter.exitCode(verdict);
    }
  }

  private static BetId bet(String hex) {
    try {
      return new BetId(Digest.fromHex(hex));
    } catch (IllegalArgumentException e) {
      throw new WrongArgumentException("a bet's id has 64 hexadecimal digits, not \"" + hex + "\"");
    }
  }
}
