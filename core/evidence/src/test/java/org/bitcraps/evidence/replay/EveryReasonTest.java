package org.bitcraps.evidence.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bitcraps.evidence.certificate.Vote;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.exchange.BlockNotice;
import org.bitcraps.evidence.execution.BetSettled;
import org.bitcraps.evidence.execution.ExecutedBlock;
import org.bitcraps.evidence.execution.LeakyLedgers;
import org.bitcraps.evidence.execution.ResultLeaf;
import org.bitcraps.evidence.execution.RollRecorded;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.Epoch;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.sample.PlayedChain;
import org.bitcraps.evidence.wire.WireValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every reason stops some replay, at the block and field that are broken. A reason more without a
 * chain for it does not compile.
 */
class EveryReasonTest {

  private static final PlayedChain GOOD = BrokenChains.GOOD;
  private static final ChainId ID = GOOD.genesis().chainId();

  /** What a replay has to find, and what it found. */
  private record Case(long block, String field, Optional<ReplayFault> found) {}

  private static Case of(long block, String field, byte[] file) {
    return new Case(block, field, Files.replay(ID, file));
  }

  private static Case of(long block, String field, WireValue broken) {
    return of(block, field, BrokenChains.with((int) block, broken));
  }

  /** A chain whose readers trust just that genesis. */
  private static Case of(Genesis genesis) {
    return new Case(0, "genesis", Files.replay(genesis.chainId(), BrokenChains.without(genesis)));
  }

  @Test
  void theChainThatIsBrokenHereIsGood() {
    assertThat(Files.replay(ID, GOOD.file())).isEmpty();
    assertThat(Files.replay(ID, BrokenChains.without(GOOD.genesis()))).isEmpty();
    assertThat(Files.replay(ID, BrokenChains.with(3, GOOD.blocks().get(2)))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void stopsAReplay(ReplayReason reason) {
    broken(reason)
        .forEach(broken -> {
          assertThat(broken.found()).as(broken.toString()).isPresent();
          ReplayFault fault = broken.found().get();
          assertThat(fault.reason()).as(fault.toString()).isEqualTo(reason);
          assertThat(fault.block().value()).as(fault.toString()).isEqualTo(broken.block());
          assertThat(fault.field()).as(fault.toString()).isEqualTo(broken.field());
          assertThat(fault.detail()).isNotBlank();
        });
  }

  private static Stream<Case> broken(ReplayReason reason) {
    return switch (reason) {
      case FORMAT_UNKNOWN, MALFORMED, TRUNCATED, SURPLUS -> Stream.of(file(reason));
      case GENESIS_OTHER_CHAIN ->
          Stream.of(new Case(0, "genesis", Files.replay(new ChainId(Digest.ZERO), GOOD.file())));
      case GENESIS_KEYS_UNPROVEN ->
          Stream.of(true, false).map(vrf -> of(BrokenChains.withKeysOfAnother(vrf)));
      case PROTOCOL_UNKNOWN -> Stream.of(of(BrokenChains.ofAnotherProtocol()));
      case RULES_UNKNOWN -> Stream.of(of(BrokenChains.ofOtherRules()));
      case BLOCK_OTHER_CHAIN -> {
        BlockNotice foreign = new PlayedChain("another").play(1).blocks().get(1);
        yield Stream.of(of(2, "chain", foreign));
      }
      case OUT_OF_ORDER ->
          Stream.of(
              of(0, "first", GOOD.file(2, 4)),
              of(4, "sequence", GOOD.blocks().get(4)),
              of(
                  4,
                  "parent",
                  BrokenChains.certified(4, Epoch.ZERO, Digest.ZERO, BrokenChains.root(4))));
      case CERTIFICATE_OTHER_BLOCK,
          CERTIFICATE_EPOCH_UNKNOWN,
          CERTIFICATE_TOO_FEW_SIGNERS,
          CERTIFICATE_STRANGER,
          CERTIFICATE_SIGNATURE_INVALID ->
          Stream.of(certificate(reason));
      case BODY_OTHER, BODY_MISSING, BODY_NOT_ADMISSIBLE, GATEWAY_SIGNATURE_INVALID ->
          Stream.of(body(reason));
      case PLAYER_SIGNATURE_INVALID ->
          Stream.of(
              of(3, "bodies[0].bets[1].signature", BrokenChains.unsigned(3, 0)),
              of(3, "bodies[1].orders[1].signature", BrokenChains.unsigned(3, 1)));
      case VALIDATOR_SIGNATURE_INVALID ->
          Stream.of(
              of(1, "bodies[2].signature", BrokenChains.unsigned(1, 2)),
              of(6, "bodies[3].signature", BrokenChains.unsigned(6, 3)));
      case RESULT_ROOT_MISMATCH ->
          Stream.of(
              of(
                  6,
                  "resultRoot",
                  BrokenChains.certified(6, Epoch.ZERO, BrokenChains.parent(6), Digest.ZERO)));
      case DICE_MISMATCH, SETTLEMENT_MISMATCH -> Stream.of(effects(reason));
      case MONEY_NOT_CONSERVED -> money();
    };
  }

  private static Case file(ReplayReason reason) {
    byte[] file = GOOD.file();
    if (reason == ReplayReason.FORMAT_UNKNOWN) {
      file[0]++;
      return of(0, "preamble", file);
    } else if (reason == ReplayReason.MALFORMED) {
      file[BlocksFile.PREAMBLE_BYTES] = -1;
      return of(0, "length", file);
    } else if (reason == ReplayReason.TRUNCATED) {
      return of(4, "end", BrokenChains.upTo(3));
    }
    return of(GOOD.blocks().size(), "end", Arrays.copyOf(file, file.length + 1));
  }

  private static Case certificate(ReplayReason reason) {
    BlockNotice good = GOOD.blocks().get(4);
    Vote last = good.certified().certificate().votes().get(2);
    if (reason == ReplayReason.CERTIFICATE_OTHER_BLOCK) {
      return of(5, "certificate", BrokenChains.certificateOf(5, 4));
    } else if (reason == ReplayReason.CERTIFICATE_EPOCH_UNKNOWN) {
      return of(
          5,
          "epoch",
          BrokenChains.certified(5, new Epoch(1), BrokenChains.parent(5), BrokenChains.root(5)));
    } else if (reason == ReplayReason.CERTIFICATE_TOO_FEW_SIGNERS) {
      return of(5, "certificate", BrokenChains.voted(5, votes -> votes.subList(0, 2)));
    } else if (reason == ReplayReason.CERTIFICATE_STRANGER) {
      return of(5, "certificate", BrokenChains.lastVote(5, new ReplicaId(9), last.signature()));
    }
    Vote ofTheNext = GOOD.blocks().get(5).certified().certificate().votes().get(2);
    return of(5, "certificate", BrokenChains.lastVote(5, last.signer(), ofTheNext.signature()));
  }

  private static Case body(ReplayReason reason) {
    List<BatchBody> good = GOOD.blocks().get(2).bodies();
    if (reason == ReplayReason.BODY_OTHER) {
      return of(3, "bodies[0]", BrokenChains.bodies(3, List.of(good.get(1), good.get(0))));
    } else if (reason == ReplayReason.BODY_MISSING) {
      return of(3, "bodies", BrokenChains.bodies(3, good.subList(0, 1)));
    } else if (reason == ReplayReason.BODY_NOT_ADMISSIBLE) {
      BatchBody nobodys = BatchBody.own(good.get(1).body());
      return of(3, "bodies[1].origin", BrokenChains.bodies(3, List.of(good.get(0), nobodys)));
    }
    return of(
        3,
        "bodies[1].origin.signature",
        BrokenChains.bodies(3, List.of(good.get(0), BrokenChains.broughtTwice(3, 1))));
  }

  /**
   * Nothing in a file can bring these two about: the ledger is asked for the effects, and would
   * have to err as the quorum's did. So they are checked where they are found.
   */
  private static Case effects(ReplayReason reason) {
    List<ResultLeaf> lied = new ArrayList<>(GOOD.last().leaves());
    for (int i = 0; i < lied.size(); i++) {
      if (reason == ReplayReason.DICE_MISMATCH && lied.get(i) instanceof RollRecorded roll) {
        lied.set(i, Lies.otherDice(roll));
        return effects(i, lied);
      } else if (reason == ReplayReason.SETTLEMENT_MISMATCH
          && lied.get(i) instanceof BetSettled settled) {
        lied.set(i, Lies.paid(settled, 0, 1));
        return effects(i, lied);
      }
    }
    throw new AssertionError("no dice, or nobody was paid");
  }

  private static Case effects(int at, List<ResultLeaf> lied) {
    return new Case(
        6, "effects[" + at + "]", new EffectsCheck(ID).fault(new SequenceNumber(6), lied));
  }

  /** No genesis begins so: what leaks is the ledger, the quorum's like ours. */
  private static Stream<Case> money() {
    PlayedChain leaky = new PlayedChain(BrokenChains.NAME, LeakyLedgers::unitTooMuch).play(1);
    return Stream.of(
        new Case(6, "money", Files.replay(begin(LeakyLedgers::unitTooMuch), leaky.file())),
        new Case(
            0,
            "money",
            Files.replay(begin(LeakyLedgers::unitTooMuch), BrokenChains.without(GOOD.genesis()))),
        new Case(1, "money", Files.replay(begin(LeakyLedgers::unitMissing), GOOD.file())));
  }

  private static Replay begin(Function<Genesis, ExecutedBlock> start) {
    return new Replay(start, ID, Files.VERIFIER);
  }
}
