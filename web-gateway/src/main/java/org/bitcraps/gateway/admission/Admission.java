package org.bitcraps.gateway.admission;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.bitcraps.evidence.bet.BetId;
import org.bitcraps.evidence.bet.SignedBet;
import org.bitcraps.evidence.execution.Account;
import org.bitcraps.evidence.execution.Ledger;
import org.bitcraps.evidence.genesis.AccountId;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.PublicKey;
import org.bitcraps.evidence.operation.SignedOrder;
import org.bitcraps.evidence.wire.Signed;
import org.bitcraps.evidence.wire.Verified;
import org.bitcraps.gateway.admission.SignatureDesk.Claim;

/**
 * The gateway's decision about a request: everything in it is taken, or a problem names the first
 * field that is wrong and nothing else has happened. Cheapest checks first, signatures last.
 */
public final class Admission {

  private final Supplier<Ledger> certified;
  private final PendingOrders pending;
  private final SignatureDesk signatures;
  private final Onward onward;
  private final LongSupplier clockMs;
  private final int elementsMax;
  private final Tally tally = new Tally();

  /**
   * An admission.
   *
   * @param certified the state after the last certified block; throws {@link RefusedException} when
   *     this gateway follows no chain
   * @param elementsMax bets in one request
   */
  public Admission(
      Supplier<Ledger> certified,
      PendingOrders pending,
      SignatureDesk signatures,
      Onward onward,
      LongSupplier clockMs,
      int elementsMax) {
    this.certified = certified;
    this.pending = pending;
    this.signatures = signatures;
    this.onward = onward;
    this.clockMs = clockMs;
    this.elementsMax = elementsMax;
  }

  /**
   * One signed bet, or an array of them, for a table.
   *
   * @throws RefusedException with the problem
   */
  public List<Receipted> bets(TableId table, byte[] body) {
    return tally.of(() -> judgeBets(table, body));
  }

  private List<Receipted> judgeBets(TableId table, byte[] body) {
    Ledger ledger = certified.get();
    if (ledger.table(table).isEmpty()) {
      throw new RefusedException(
          Problem.of(ProblemCode.TABLE_UNKNOWN, "table", "there is no table " + table));
    }
    return new Request<SignedBet>(ledger, StrictJson.read(body, elementsMax))
        .run(
            Forms::bet,
            (draft, bet) -> BetRules.judge(draft, table, bet),
            SignedBet::id,
            bet -> bet.bet().key(),
            SignedBet::claims,
            onward::bets);
  }

  /**
   * One signed order that is not a bet, or an array of them.
   *
   * @throws RefusedException with the problem
   */
  public List<Receipted> orders(byte[] body) {
    return tally.of(() -> judgeOrders(body));
  }

  /** What became of all requests. */
  public Tally tally() {
    return tally;
  }

  private List<Receipted> judgeOrders(byte[] body) {
    return new Request<SignedOrder>(certified.get(), StrictJson.read(body, elementsMax))
        .run(
            Forms::order,
            OrderRules::judge,
            order -> order.order().id(),
            order -> order.order().key(),
            order -> List.of(order.claim()),
            onward::orders);
  }

  /** One request on its way through the checks. */
  private final class Request<T> {

    private final Draft draft;
    private final StrictJson.Document document;

    Request(Ledger ledger, StrictJson.Document document) {
      this.draft = new Draft(ledger, pending, clockMs.getAsLong());
      this.document = document;
    }

    List<Receipted> run(
        Function<Fields, T> form,
        BiFunction<Draft, T, Judgement> rules,
        Function<T, BetId> id,
        Function<T, PublicKey> key,
        Function<T, List<Signed>> signed,
        Predicate<List<Verified<T>>> next) {
      List<Receipted> receipts = new ArrayList<>();
      List<Claim<T>> claims = new ArrayList<>();
      List<T> values = new ArrayList<>();
      for (int i = 0; i < document.objects().size(); i++) {
        int index = i;
        values.add(inElement(index, () -> form.apply(document.objects().get(index))));
      }
      List<Integer> indices = new ArrayList<>();
      for (int i = 0; i < values.size(); i++) {
        T value = values.get(i);
        switch (rules.apply(draft, value)) {
          case Judgement.Refused refused -> throw refusal(i, refused.problem());
          case Judgement.Duplicate duplicate ->
              receipts.add(new Receipted(id.apply(value), Receipted.Status.DUPLICATE));
          case Judgement.Fresh fresh -> {
            draft.take(fresh.pending());
            claims.add(new Claim<>(value, key.apply(value), isNew(fresh.pending().account())));
            indices.add(i);
            receipts.add(new Receipted(id.apply(value), Receipted.Status.ACCEPTED));
          }
        }
      }
      send(claims, signed, next, indices);
      return receipts;
    }

    private void send(
        List<Claim<T>> claims,
        Function<T, List<Signed>> signed,
        Predicate<List<Verified<T>>> next,
        List<Integer> indices) {
      if (claims.isEmpty()) {
        return;
      }
      List<Verified<T>> verified =
          signatures.verify(claims, signed, at -> refusalOf(indices.get(at)));
      List<Pending> fresh = draft.taken();
      switch (pending.take(fresh)) {
        case ALL -> {}
        case FULL -> throw new RefusedException(busy("too many orders are under way"));
        case CONFLICT ->
            throw new RefusedException(
                Problem.of(
                    ProblemCode.NONCE_REUSED,
                    "nonce",
                    "another order with the same nonce came at the same moment"));
      }
      if (!next.test(verified)) {
        pending.forget(fresh.stream().map(Pending::id).toList());
        throw new RefusedException(busy("the next batches are full"));
      }
    }

    private boolean isNew(AccountId account) {
      return draft
          .ledger()
          .account(account)
          .map(known -> known.key() != Account.KeyStatus.VALID)
          .orElse(true);
    }

    private Function<Problem, RefusedException> refusalOf(int index) {
      return problem -> refusal(index, problem);
    }

    private RefusedException refusal(int index, Problem problem) {
      return new RefusedException(document.isArray() ? problem.inElement(index) : problem);
    }

    private <V> V inElement(int index, Supplier<V> read) {
      try {
        return read.get();
      } catch (RefusedException e) {
        throw refusal(index, e.problem());
      }
    }
  }

  private static Problem busy(String detail) {
    return Problem.of(ProblemCode.BUSY, detail).retryAfter(1);
  }
}
