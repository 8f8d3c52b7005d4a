package org.bitcraps.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.bitcraps.evidence.bet.BetId;
import org.bitcraps.evidence.bet.SignedBet;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.Unverified;
import org.bitcraps.gateway.chain.TestChain;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DispatcherTest {

  private final TestChain chain = new TestChain();
  private final List<byte[]> sent = new ArrayList<>();
  private final List<BetId> givenUp = new ArrayList<>();
  private long nowMs = 1_000_000;
  private Dispatcher dispatcher;

  @BeforeEach
  void start() {
    chain.openRound();
    dispatcher = dispatcher();
  }

  private Dispatcher dispatcher() {
    return new Dispatcher(
        chain.genesis().chainId(),
        TestChain.GATEWAY,
        TestChain.signer("gateway"),
        sent::add,
        new Dispatcher.Bounds(2, 1 << 20),
        () -> nowMs,
        givenUp::addAll);
  }

  private boolean send(SignedBet... bets) {
    return dispatcher.bets(TestChain.TABLE, 1, List.of(bets));
  }

  private BatchBody body(int index) {
    return Decoder.decode(
        sent.get(index), 1 << 20, in -> BatchBody.decode(in, chain.genesis().parameters()));
  }

  @Test
  void validators_admit_what_it_sends() {
    SignedBet bet = chain.bet(0, BetType.FIELD, 1_320, 0);
    assertThat(send(bet)).isTrue();

    BatchBody body = body(0);
    var keys = BatchBody.gatewayKeys(chain.genesis());
    assertThat(body.isAdmissible(chain.genesis().chainId(), chain.genesis().replicaSet(), keys))
        .isTrue();
    assertThat(
            TestChain.VERIFIER.verify(
                new Unverified<>(body), b -> b.claims(chain.genesis().replicaSet(), keys)))
        .isPresent();
    assertThat(dispatcher.body(body.body().digest())).contains(body);
  }

  @Test
  void a_body_is_sent_again_until_a_block_has_it() {
    send(chain.bet(0, BetType.FIELD, 1_320, 0));
    dispatcher.tick();
    assertThat(sent).hasSize(1);
    nowMs += 500;
    dispatcher.tick();
    assertThat(sent).hasSize(2);
    assertThat(sent.get(1)).isEqualTo(sent.get(0));
    nowMs += 500;
    dispatcher.tick();
    assertThat(sent).as("the pauses grow").hasSize(2);
    dispatcher.certified(chain.append(10, body(0)).executed().block());
    nowMs += 60_000;
    dispatcher.tick();
    assertThat(sent).hasSize(2);
    assertThat(dispatcher.outstanding()).isZero();
    assertThat(givenUp).isEmpty();
  }

  @Test
  void what_nobody_certifies_is_given_up_in_the_end() {
    SignedBet bet = chain.bet(0, BetType.FIELD, 1_320, 0);
    send(bet);
    nowMs += Dispatcher.GIVE_UP_MS + 1;
    dispatcher.tick();

    assertThat(givenUp).containsExactly(bet.id());
    assertThat(dispatcher.outstanding()).isZero();
  }

  @Test
  void its_bound_is_kept_and_said() {
    assertThat(send(chain.bet(0, BetType.FIELD, 1_320, 0))).isTrue();
    assertThat(send(chain.bet(0, BetType.FIELD, 1_320, 1))).isTrue();
    assertThat(send(chain.bet(0, BetType.FIELD, 1_320, 2))).isFalse();
    assertThat(sent).hasSize(2);
  }

  /** D3: validators would refuse what their lane has no room for; it waits where players see it. */
  @Test
  void no_more_is_under_way_than_a_lane_holds() {
    send(chain.bet(0, BetType.FIELD, 1_320, 0));
    long size = body(0).body().size();
    Dispatcher narrow =
        new Dispatcher(
            chain.genesis().chainId(),
            TestChain.GATEWAY,
            TestChain.signer("gateway"),
            sent::add,
            Dispatcher.Bounds.DEFAULT.within(2 * size),
            () -> nowMs,
            givenUp::addAll);
    for (int nonce = 1; nonce <= 3; nonce++) {
      SignedBet bet = chain.bet(0, BetType.FIELD, 1_320, nonce);
      assertThat(narrow.bets(TestChain.TABLE, 1, List.of(bet))).isEqualTo(nonce <= 2);
    }
    assertThat(sent).hasSize(3);
    List<Long> sequences =
        List.of(1, 2).stream().map(i -> body(i).origin().orElseThrow().sequence()).toList();
    narrow.certified(chain.append(10, body(1)).executed().block());
    assertThat(narrow.bets(TestChain.TABLE, 1, List.of(chain.bet(0, BetType.FIELD, 1_320, 3))))
        .isTrue();
    assertThat(body(3).origin().orElseThrow().sequence()).isEqualTo(sequences.get(1) + 1);
  }

  @Test
  void no_sequence_comes_twice_also_after_a_restart() {
    send(chain.bet(0, BetType.FIELD, 1_320, 0));
    send(chain.bet(0, BetType.FIELD, 1_320, 1));
    nowMs++;
    dispatcher = dispatcher();
    send(chain.bet(0, BetType.FIELD, 1_320, 2));

    assertThat(List.of(0, 1, 2).stream().map(i -> body(i).origin().orElseThrow().sequence()))
        .doesNotHaveDuplicates()
        .isSorted();
  }
}
