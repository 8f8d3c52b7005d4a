package org.bitcraps.client.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.bitcraps.client.sdk.BitcrapsClient;
import org.bitcraps.client.sdk.Player;
import org.bitcraps.client.sdk.ProblemException;
import org.bitcraps.client.sdk.UnreachableException;
import org.bitcraps.crypto.Schemes;
import org.bitcraps.evidence.exchange.CertifiedBlock;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.proof.LightClient;
import org.bitcraps.evidence.proof.Verdict;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.MalformedException;
import org.bitcraps.evidence.wire.Verifier;

/** Waits, as a player would see it, until a chain that was just started plays. */
final class Opening {

  private static final long POLL_MS = 200;
  private static final String CAUSE = "Caused by: ";

  /** Throws if a server will never be ready. */
  interface Check {
    void check() throws IOException;
  }

  private final BitcrapsClient client;
  private final long deadlineNanos;
  private final long patienceSeconds;
  private final Check servers;

  Opening(BitcrapsClient client, long patienceSeconds, Check servers) {
    this.client = client;
    this.deadlineNanos = System.nanoTime() + patienceSeconds * 1_000_000_000L;
    this.patienceSeconds = patienceSeconds;
    this.servers = servers;
  }

  void awaitReady() throws IOException, InterruptedException {
    while (!Player.await(client.ready())) {
      pause("the gateway is not ready");
    }
  }

  /** The chain that was made here is the one to trust at that address. */
  static Genesis trust(BitcrapsClient client, Path genesis, URI url) throws IOException {
    Genesis own = Decoder.decode(Files.readAllBytes(genesis), Genesis.BYTES_MAX, Genesis::decode);
    Player.await(client.genesis(own.chainId()));
    PlayerHome.ofUser().trust(url, own.chainId());
    return own;
  }

  /** Waits for a new block since we look, and checks its certificate as any player would. */
  long awaitBlock(Genesis genesis) throws IOException, InterruptedException {
    long before = last();
    long sequence = before;
    while (sequence <= Math.max(0, before)) {
      pause("no block is certified");
      sequence = last();
      before = before < 0 ? sequence : before;
    }
    CertifiedBlock block = Player.await(client.block(new SequenceNumber(sequence)));
    Verifier verifier = new Verifier(Schemes.best().scheme());
    Optional<Verdict.Mismatch> mismatch =
        LightClient.from(genesis, genesis.chainId(), verifier).check(block);
    if (mismatch.isPresent()) {
      throw failed("block " + sequence + " is not certified: " + mismatch.get().reason());
    }
    return sequence;
  }

  /** The last block that the gateway knows; −1 if it does not say yet. */
  private long last() {
    try {
      return Player.await(client.status()).path("sequence").asLong();
    } catch (UnreachableException | ProblemException | MalformedException e) {
      return -1;
    }
  }

  private void pause(String late) throws IOException, InterruptedException {
    servers.check();
    if (System.nanoTime() - deadlineNanos > 0) {
      throw failed(late + " after " + patienceSeconds + " s");
    }
    Thread.sleep(POLL_MS);
  }

  static ProblemException failed(String what) {
    return new ProblemException("about:blank", "The chain did not start", 0, what, "", 0);
  }

  /** What lies at the bottom of a server's failure; its first line if it names no cause. */
  static String reason(String text) {
    String reason = text.lines().findFirst().orElse("");
    boolean inside = false;
    for (String line : text.split("\n", -1)) {
      int at = line.indexOf(CAUSE);
      if (at < 0 && inside) {
        break; // What follows failed because this did.
      }
      if (at >= 0) {
        inside = true;
        String named = line.substring(at + CAUSE.length());
        reason = named.substring(named.indexOf(": ") < 0 ? 0 : named.indexOf(": ") + 2);
      }
    }
    int end = reason.indexOf("\\\"");
    String clean = end < 0 ? reason : reason.substring(0, end);
    return clean.length() <= 300 ? clean : clean.substring(0, 300) + "…";
  }
}
