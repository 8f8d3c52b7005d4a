package org.bitcraps.bench.load;

import java.nio.charset.StandardCharsets;
import org.bitcraps.crypto.Signers;
import org.bitcraps.evidence.bet.SignedBet;
import org.bitcraps.evidence.bet.Wager;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.keys.Signer;
import org.bitcraps.evidence.operation.PlayerOrder;
import org.bitcraps.evidence.operation.SignedOrder;

/** One player: a key of its own and the next nonce. */
final class Player {

  private static final long DAY_MS = 86_400_000L;

  private final Signer signer;
  private final ChainId chain;
  private long nonce;

  /** {@code run} makes the players of two runs on one chain different. */
  Player(ChainId chain, long run, int number) {
    this.chain = chain;
    byte[] text = (run + " " + number).getBytes(StandardCharsets.UTF_8);
    this.signer = Signers.fromSeed(Digest.of(DomainTag.ACCOUNT, text).toBytes());
  }

  String key() {
    return signer.publicKey().hex();
  }

  /** A bet as the API wants it, and its identity. */
  record Bet(String id, String json) {}

  String faucet(long amount) {
    PlayerOrder.FaucetGrant grant =
        new PlayerOrder.FaucetGrant(
            chain, signer.publicKey(), amount, nonce++, System.currentTimeMillis() + DAY_MS);
    return ("{\"kind\":\"FAUCET_GRANT\",\"chain\":\"%s\",\"key\":\"%s\",\"amount\":%d,"
            + "\"nonce\":%d,\"expiresAtMs\":%d,\"signature\":\"%s\"}")
        .formatted(
            chain,
            key(),
            amount,
            grant.nonce(),
            grant.expiresAtMs(),
            SignedOrder.sign(grant, signer).signature());
  }

  Bet field(int table, long round, long amount) {
    Wager wager =
        new Wager(
            chain,
            signer.publicKey(),
            new TableId(table),
            round,
            BetType.FIELD,
            amount,
            nonce++,
            System.currentTimeMillis() + DAY_MS);
    String json =
        ("{\"chain\":\"%s\",\"key\":\"%s\",\"table\":%d,\"round\":%d,\"type\":\"FIELD\","
                + "\"amount\":%d,\"nonce\":%d,\"expiresAtMs\":%d,\"signature\":\"%s\"}")
            .formatted(
                chain,
                key(),
                table,
                round,
                amount,
                wager.nonce(),
                wager.expiresAtMs(),
                SignedBet.sign(wager, signer).signature());
    return new Bet(wager.id().toString(), json);
  }
}
