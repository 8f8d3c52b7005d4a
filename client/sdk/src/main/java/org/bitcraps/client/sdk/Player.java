package org.bitcraps.client.sdk;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.bitcraps.evidence.bet.BetId;
import org.bitcraps.evidence.bet.SignedBet;
import org.bitcraps.evidence.bet.Wager;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.operation.PlayerOrder;
import org.bitcraps.evidence.operation.SignedOrder;
import org.bitcraps.evidence.proof.Verdict;

/**
 * One player at one gateway, who waits for answers: knows the nonce, the open round, the faucet.
 * Not thread-safe: two players with one key would use one nonce twice.
 *
 * <p>Methods throw what {@link BitcrapsClient} completes with, and {@link DeadlineException}.
 */
public final class Player {

  /** A bet that has less time than this before the close is kept for the next round. */
  private static final long SAFE_MS = 400;

  private static final long POLL_MS = 150;
  private static final long EXPIRES_AFTER_MS = 120_000;

  private final BitcrapsClient client;
  private final PlayerKey key;
  private final Genesis genesis;

  /**
   * A player of the chain of that genesis.
   *
   * @param genesis of the chain that the player trusts
   */
  public Player(BitcrapsClient client, PlayerKey key, Genesis genesis) {
    this.client = client;
    this.key = key;
    this.genesis = genesis;
  }

  /** Nothing came within the time that the caller gave. */
  public static final class DeadlineException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DeadlineException(String message) {
      super(message);
    }
  }

  /** Waits for one answer, and throws what it failed with. */
  public static <T> T await(CompletableFuture<T> answer) {
    try {
      return answer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** The account now. */
  public AccountStatus account() {
    return await(client.account(key.publicKey()));
  }

  /**
   * Asks the faucet for as much as one grant gives, if the balance is lower than that amount.
   *
   * @return whether it asked
   * @throws ProblemException if the chain has no faucet
   * @throws DeadlineException if the grant is not certified in time
   */
  public boolean fund(long least, Duration within) {
    AccountStatus account = account();
    if (account.balance() >= least) {
      return false;
    }
    PlayerOrder grant =
        new PlayerOrder.FaucetGrant(
            genesis.chainId(),
            key.publicKey(),
            genesis.parameters().get(Parameter.FAUCET_GRANT_MAX),
            account.nextNonce(),
            expiry(await(client.tables()).get(0).table()));
    await(client.placeOrder(SignedOrder.sign(grant, key)));
    long end = System.nanoTime() + within.toNanos();
    while (await(client.order(grant.id())).state() == BetStatus.State.PENDING) {
      pause(end, "the faucet's grant is not certified yet");
    }
    BetStatus status = await(client.order(grant.id()));
    if (status.state() == BetStatus.State.REFUSED) {
      throw new ProblemException(
          "urn:bitcraps:problem:faucet",
          "The faucet refused",
          422,
          "the faucet gave nothing: " + status.reason(),
          "amount",
          0);
    }
    return true;
  }

  private long expiry(int table) {
    return Math.addExact(await(client.table(new TableId(table))).timeMs(), EXPIRES_AFTER_MS);
  }

  /**
   * Places a bet in the round that is open, or in the next one.
   *
   * @throws DeadlineException if no round opens in time
   */
  public SignedBet bet(TableId table, BetType type, long amount, Duration within) {
    long end = System.nanoTime() + within.toNanos();
    while (true) {
      TableStatus open = awaitBetting(table, end);
      SignedBet bet =
          SignedBet.sign(
              new Wager(
                  genesis.chainId(),
                  key.publicKey(),
                  table,
                  open.round(),
                  type,
                  amount,
                  account().nextNonce(),
                  Math.addExact(open.timeMs(), EXPIRES_AFTER_MS)),
              key);
      try {
        await(client.placeBet(bet));
        return bet;
      } catch (ProblemException e) {
        // The round closed between our look and our bet; nothing was taken, so the next one will.
        if (!e.name().equals("round-closed")) {
          throw e;
        }
        pause(end, "no round is open for bets");
      }
    }
  }

  private TableStatus awaitBetting(TableId table, long end) {
    while (true) {
      TableStatus status = await(client.table(table));
      if (status.isBettingFor(SAFE_MS)) {
        return status;
      }
      pause(end, "no round is open for bets");
    }
  }

  /**
   * Waits until a bet is decided or refused, by its proof alone.
   *
   * @return the proof, whose verdict is not {@link Verdict.NotYet}; it may be a mismatch
   * @throws DeadlineException if it takes longer
   */
  public ProofFile awaitProof(TableId table, BetId bet, Duration within) {
    long end = System.nanoTime() + within.toNanos();
    String missing = "its receipt";
    while (true) {
      try {
        ProofFile proof = await(client.fetchProof(table, bet));
        Verdict verdict = proof.verify(genesis.chainId());
        if (verdict.result() instanceof Verdict.NotYet notYet) {
          missing = notYet.missing();
        } else {
          return proof;
        }
      } catch (ProblemException e) {
        if (!e.name().equals("proof-not-ready") && !e.name().equals("bet-unknown")) {
          throw e;
        }
      }
      pause(end, "the bet is not decided yet: the proof still lacks " + missing);
    }
  }

  private static void pause(long endNanos, String late) {
    if (System.nanoTime() - endNanos > 0) {
      throw new DeadlineException(late);
    }
    try {
      Thread.sleep(POLL_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DeadlineException("interrupted while waiting: " + late);
    }
  }
}
