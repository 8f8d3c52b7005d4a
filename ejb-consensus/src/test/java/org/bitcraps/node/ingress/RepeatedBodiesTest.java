package org.bitcraps.node.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.bitcraps.crypto.Schemes;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.genesis.GatewayId;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.keys.PublicKey;
import org.bitcraps.evidence.keys.Signature;
import org.bitcraps.evidence.keys.SignatureScheme;
import org.bitcraps.evidence.keys.Signer;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.operation.Body;
import org.bitcraps.evidence.operation.Operation;
import org.bitcraps.evidence.operation.PlayerOrder;
import org.bitcraps.evidence.operation.SignedOrder;
import org.bitcraps.evidence.wire.Verifier;
import org.bitcraps.node.verdicts.RecentVerdicts;
import org.bitcraps.protocol.replica.Admission;
import org.bitcraps.protocol.replica.Admission.Outcome;
import org.junit.jupiter.api.Test;

/** A body that comes again costs no signature check, and only that very body. */
class RepeatedBodiesTest {

  private static final Genesis GENESIS = DoorTest.GENESIS;
  private static final Signer GATEWAY = DoorTest.signer(50);
  private static final Signer PLAYER = DoorTest.signer(60);
  private static final Signer STRANGER = DoorTest.signer(61);

  private final AtomicInteger checks = new AtomicInteger();
  private final Verifier verifier = new Verifier(new Counting(Schemes.best().scheme()));

  private final class Counting implements SignatureScheme {
    private final SignatureScheme real;

    Counting(SignatureScheme real) {
      this.real = real;
    }

    @Override
    public String name() {
      return real.name();
    }

    @Override
    public boolean verify(PublicKey key, byte[] message, Signature signature) {
      checks.incrementAndGet();
      return real.verify(key, message, signature);
    }
  }

  private static byte[] grant(long nonce, Signer player, long sequence, Signer gateway) {
    PlayerOrder order =
        new PlayerOrder.FaucetGrant(GENESIS.chainId(), PLAYER.publicKey(), 1_320, nonce, 1);
    Body body =
        Body.of(
            new Operation.PlayerOrders(
                GENESIS.chainId(),
                List.of(new SignedOrder(order, player.sign(order.signedBytes())))));
    return BatchBody.broughtBy(new GatewayId(0), sequence, body, gateway).toWire();
  }

  private int checksOf(Admission door, byte[] body, Class<? extends Outcome> expected) {
    int before = checks.get();
    assertThat(door.body(body, 0)).isInstanceOf(expected);
    return checks.get() - before;
  }

  private Admission door(int max) {
    return new Admission(GENESIS, new ReplicaId(0), verifier, new RecentVerdicts(max));
  }

  @Test
  void a_body_that_comes_again_is_not_checked_again() {
    Admission door = door(RecentVerdicts.BODIES_MAX);

    assertThat(checksOf(door, grant(0, PLAYER, 1, GATEWAY), Outcome.Admitted.class)).isEqualTo(2);
    assertThat(checksOf(door, grant(0, PLAYER, 1, GATEWAY), Outcome.Admitted.class)).isZero();
    assertThat(checksOf(door, grant(1, PLAYER, 1, GATEWAY), Outcome.Admitted.class)).isEqualTo(2);
    assertThat(checksOf(door, grant(0, PLAYER, 2, GATEWAY), Outcome.Admitted.class)).isEqualTo(2);
  }

  @Test
  void a_known_content_with_another_signature_is_checked() {
    Admission door = door(RecentVerdicts.BODIES_MAX);
    checksOf(door, grant(0, PLAYER, 1, GATEWAY), Outcome.Admitted.class);

    assertThat(checksOf(door, grant(0, STRANGER, 1, GATEWAY), Outcome.Refused.class)).isPositive();
    assertThat(checksOf(door, grant(0, PLAYER, 1, STRANGER), Outcome.Refused.class)).isPositive();
  }

  @Test
  void a_refused_body_stays_refused() {
    Admission door = door(RecentVerdicts.BODIES_MAX);

    for (int i = 0; i < 2; i++) {
      assertThat(checksOf(door, grant(0, STRANGER, 1, GATEWAY), Outcome.Refused.class))
          .isPositive();
    }
  }

  @Test
  void the_oldest_is_forgotten_first() {
    Admission door = door(2);
    for (int nonce = 0; nonce < 3; nonce++) {
      checksOf(door, grant(nonce, PLAYER, 1, GATEWAY), Outcome.Admitted.class);
    }

    assertThat(checksOf(door, grant(2, PLAYER, 1, GATEWAY), Outcome.Admitted.class)).isZero();
    assertThat(checksOf(door, grant(1, PLAYER, 1, GATEWAY), Outcome.Admitted.class)).isZero();
    assertThat(checksOf(door, grant(0, PLAYER, 1, GATEWAY), Outcome.Admitted.class)).isPositive();
  }
}
