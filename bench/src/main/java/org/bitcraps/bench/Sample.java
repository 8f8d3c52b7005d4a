package org.bitcraps.bench;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.bitcraps.crypto.Signers;
import org.bitcraps.evidence.bet.BetBatch;
import org.bitcraps.evidence.bet.SignedBet;
import org.bitcraps.evidence.bet.Wager;
import org.bitcraps.evidence.certificate.QuorumCertificate;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.certificate.Vote;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.GatewayId;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.keys.Signer;
import org.bitcraps.evidence.membership.Epoch;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.ReplicaSet;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.membership.View;

/** The same values for every benchmark: fixed seeds, so that two runs measure the same bytes. */
final class Sample {

  static final ChainId CHAIN = new ChainId(digest("chain"));

  private Sample() {}

  static Digest digest(String text) {
    return Digest.of(DomainTag.BLOCK, text.getBytes(StandardCharsets.UTF_8));
  }

  static Signer signer(int number) {
    return Signers.fromSeed(digest("seed " + number).toBytes());
  }

  static SignedBet bet(Signer player, long nonce) {
    return SignedBet.sign(
        new Wager(
            CHAIN,
            player.publicKey(),
            new TableId(0),
            1,
            BetType.FIELD,
            1_320,
            nonce,
            2_000_000_000_000L),
        player);
  }

  /** A batch of {@code count} bets by ten players. */
  static BetBatch batch(int count) {
    List<SignedBet> bets = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      bets.add(bet(signer(i % 10), i));
    }
    return BetBatch.of(CHAIN, new GatewayId(0), 1, new TableId(0), 1, bets);
  }

  static ReplicaSet set(int n) {
    List<ReplicaSet.Member> members = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      members.add(new ReplicaSet.Member(new ReplicaId(i), signer(i).publicKey()));
    }
    return new ReplicaSet(Epoch.ZERO, members);
  }

  static Statement.Commit statement() {
    return new Statement.Commit(
        CHAIN,
        Epoch.ZERO,
        View.ZERO,
        new SequenceNumber(7),
        digest("block"),
        digest("result root"));
  }

  /** A certificate by exactly a quorum of {@code n}. */
  static QuorumCertificate<Statement.Commit> certificate(int n) {
    Statement.Commit statement = statement();
    List<Vote> votes = new ArrayList<>();
    for (int i = 0; i < set(n).quorum().size(); i++) {
      votes.add(new Vote(new ReplicaId(i), signer(i).sign(statement.toWire())));
    }
    return new QuorumCertificate<>(statement, votes);
  }
}
