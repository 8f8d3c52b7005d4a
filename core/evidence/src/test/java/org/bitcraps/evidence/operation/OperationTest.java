package org.bitcraps.evidence.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bitcraps.evidence.sample.SampleChain.chain;
import static org.bitcraps.evidence.sample.SampleChain.set;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.bitcraps.evidence.bet.BetId;
import org.bitcraps.evidence.genesis.AccountId;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.PublicKey;
import org.bitcraps.evidence.keys.Signature;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.operation.PlayerOrder.Change;
import org.bitcraps.evidence.operation.PlayerOrder.ChangeBet;
import org.bitcraps.evidence.operation.PlayerOrder.FaucetGrant;
import org.bitcraps.evidence.operation.PlayerOrder.Transfer;
import org.bitcraps.evidence.sample.PlatformScheme;
import org.bitcraps.evidence.sample.SampleChain;
import org.bitcraps.evidence.sample.Samples;
import org.bitcraps.evidence.wire.MalformedException;
import org.bitcraps.evidence.wire.Unverified;
import org.bitcraps.evidence.wire.Verifier;
import org.junit.jupiter.api.Test;

/** Orders and validators' operations: every field signed, identity apart from the signature. */
class OperationTest {

  private static final Verifier VERIFIER = new Verifier(new PlatformScheme());
  private static final PublicKey KEY = SampleChain.player(1).publicKey();
  private static final BetId BET = Samples.wager(1).id();
  private static final AccountId TO = AccountId.of(SampleChain.player(2).publicKey());
  private static final ChainId OTHER = new ChainId(Digest.ZERO);
  private static final TableId TABLE = SampleChain.TABLE;

  private static boolean valid(Operation operation) {
    return operation.isBy(set())
        && VERIFIER.verify(new Unverified<>(operation), o -> o.claims(set())).isPresent();
  }

  @Test
  void everySampleIsValid() {
    Samples.bodies().forEach(body -> assertThat(valid(body.operation())).isTrue());
  }

  /** All that differ in one field differ in bytes and identity, within and between the kinds. */
  @Test
  void everyFieldOfAnOrderIsSigned() {
    PublicKey other = SampleChain.player(0).publicKey();
    List<PlayerOrder> orders = new ArrayList<>();
    for (Change change : Change.values()) {
      orders.add(new ChangeBet(chain(), KEY, TABLE, BET, change, 5, 6, 7));
    }
    orders.add(new ChangeBet(OTHER, KEY, TABLE, BET, Change.PRESS, 5, 6, 7));
    orders.add(new ChangeBet(chain(), other, TABLE, BET, Change.PRESS, 5, 6, 7));
    orders.add(new ChangeBet(chain(), KEY, new TableId(8), BET, Change.PRESS, 5, 6, 7));
    orders.add(new ChangeBet(chain(), KEY, TABLE, new BetId(Digest.ZERO), Change.PRESS, 5, 6, 7));
    orders.add(new ChangeBet(chain(), KEY, TABLE, BET, Change.PRESS, 6, 6, 7));
    orders.add(new ChangeBet(chain(), KEY, TABLE, BET, Change.PRESS, 5, 7, 7));
    orders.add(new ChangeBet(chain(), KEY, TABLE, BET, Change.PRESS, 5, 6, 8));
    orders.add(new FaucetGrant(chain(), KEY, 5, 6, 7));
    orders.add(new FaucetGrant(OTHER, KEY, 5, 6, 7));
    orders.add(new FaucetGrant(chain(), other, 5, 6, 7));
    orders.add(new FaucetGrant(chain(), KEY, 6, 6, 7));
    orders.add(new FaucetGrant(chain(), KEY, 5, 7, 7));
    orders.add(new FaucetGrant(chain(), KEY, 5, 6, 8));
    orders.add(new Transfer(chain(), KEY, TO, 5, 6, 7));
    orders.add(new Transfer(OTHER, KEY, TO, 5, 6, 7));
    orders.add(new Transfer(chain(), other, TO, 5, 6, 7));
    orders.add(new Transfer(chain(), KEY, new AccountId(Digest.ZERO), 5, 6, 7));
    orders.add(new Transfer(chain(), KEY, TO, 6, 6, 7));
    orders.add(new Transfer(chain(), KEY, TO, 5, 7, 7));
    orders.add(new Transfer(chain(), KEY, TO, 5, 6, 8));
    assertThat(orders.stream().map(PlayerOrder::id)).doesNotHaveDuplicates();
    SignedOrder signed = SignedOrder.sign(orders.get(1), SampleChain.player(1));
    for (PlayerOrder order : orders) {
      SignedOrder moved = new SignedOrder(order, signed.signature());
      assertThat(VERIFIER.verify(new Unverified<>(moved), m -> List.of(m.claim())).isPresent())
          .isEqualTo(order.equals(signed.order()));
    }
  }

  @Test
  void negativeNumbersAreRefused() {
    List<Supplier<PlayerOrder>> attempts =
        List.of(
            () -> new ChangeBet(chain(), KEY, TABLE, BET, Change.PRESS, -1, 6, 7),
            () -> new ChangeBet(chain(), KEY, TABLE, BET, Change.PRESS, 5, -1, 7),
            () -> new ChangeBet(chain(), KEY, TABLE, BET, Change.PRESS, 5, 6, -1),
            () -> new FaucetGrant(chain(), KEY, -1, 6, 7),
            () -> new FaucetGrant(chain(), KEY, 5, -1, 7),
            () -> new FaucetGrant(chain(), KEY, 5, 6, -1),
            () -> new Transfer(chain(), KEY, TO, -1, 6, 7),
            () -> new Transfer(chain(), KEY, TO, 5, -1, 7),
            () -> new Transfer(chain(), KEY, TO, 5, 6, -1));
    attempts.forEach(
        attempt -> assertThatThrownBy(attempt::get).isInstanceOf(IllegalArgumentException.class));
  }

  @Test
  void ordersOfOneBodyAreOfOneChain() {
    List<SignedOrder> orders = Samples.orders();
    assertThatThrownBy(() -> new Operation.PlayerOrders(OTHER, orders))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Operation.PlayerOrders(chain(), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    byte[] bytes = Body.of(new Operation.PlayerOrders(chain(), orders)).toBytes();
    assertThatThrownBy(
            () -> Body.decode(bytes, SampleChain.limits().with(Parameter.BATCH_SIZE_MAX, 2)))
        .isInstanceOf(MalformedException.class);
    bytes[1] ^= 1;
    assertThatThrownBy(() -> Body.decode(bytes, SampleChain.limits()))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("another chain");
  }

  @Test
  void nobodySignsForAnother() {
    assertThatThrownBy(
            () -> SignedOrder.sign(new FaucetGrant(chain(), KEY, 1, 1, 1), SampleChain.player(0)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aValidatorsOperationIsItsOwn() {
    Operation.Commitment c = Samples.commitment();
    Operation.Reveal r = Samples.reveal();
    ReplicaId other = SampleChain.VALIDATORS.get(0);
    assertThat(valid(new Operation.Commitment(c.draw(), other, c.commitment(), c.signature())))
        .isFalse();
    assertThat(valid(new Operation.Commitment(c.draw(), c.validator(), Digest.ZERO, c.signature())))
        .isFalse();
    assertThat(valid(new Operation.Reveal(r.draw(), other, r.secret(), r.signature()))).isFalse();
    assertThat(
            valid(
                new Operation.Reveal(
                    r.draw(), r.validator(), SampleChain.secret(other), r.signature())))
        .isFalse();
    // A commitment's signature is none of a reveal, whatever else agrees.
    assertThat(valid(new Operation.Reveal(r.draw(), r.validator(), r.secret(), c.signature())))
        .isFalse();
  }

  /** A stranger's operation claims no signature at all: only isBy refuses it. */
  @Test
  void strangersAreNotOfTheSet() {
    Operation.Commitment c = Samples.commitment();
    ReplicaId stranger = new ReplicaId(9);
    Signature signature = Signature.fromBytes(new byte[Signature.BYTES]);
    Operation operation = new Operation.Commitment(c.draw(), stranger, c.commitment(), signature);
    assertThat(operation.isBy(set())).isFalse();
    assertThat(operation.claims(set())).isEmpty();
    assertThat(valid(operation)).isFalse();
  }

  @Test
  void unknownKindsTagsAndChangesAreRefused() {
    for (int kind : new int[] {0, 5, 127, 255}) {
      byte[] bytes = Body.of(Samples.reveal()).toBytes();
      bytes[0] = (byte) kind;
      assertThatThrownBy(() -> Body.decode(bytes, SampleChain.limits()))
          .isInstanceOfSatisfying(
              MalformedException.class, e -> assertThat(e.field()).isEqualTo("kind"));
    }
    assertThatThrownBy(() -> Body.decode(new byte[0], SampleChain.limits()))
        .isInstanceOf(MalformedException.class);
  }
}
