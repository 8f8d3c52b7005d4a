package org.bitcraps.gateway.rest;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bitcraps.evidence.execution.Account;
import org.bitcraps.evidence.execution.ExecutedBlock;
import org.bitcraps.evidence.execution.LiveBet;
import org.bitcraps.evidence.execution.NonceWindow;
import org.bitcraps.evidence.execution.TableLedger;
import org.bitcraps.evidence.genesis.AccountId;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.PublicKey;
import org.bitcraps.gateway.admission.PendingOrders;
import org.bitcraps.gateway.collection.ChainView;
import org.bitcraps.gateway.rest.OrderView.LiveView;

/** Players' accounts after the last certified block. */
@Path("/accounts/{key}")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class AccountsResource {

  @Inject ChainView view;
  @Inject PendingOrders pending;

  /**
   * An account; JSON as it stands.
   *
   * @param begun false if no grant or transfer has begun it: then all is 0
   * @param nonceBase the lowest nonce that the chain has not seen
   * @param nextNonce the lowest one that nothing under way here uses either
   * @param pending orders under way here
   * @param sequence the block that this is the state after
   */
  record AccountView(
      String key,
      String account,
      boolean begun,
      long balance,
      long nonceBase,
      long nextNonce,
      int pending,
      List<OpenBet> openBets,
      long sequence) {}

  /** A bet on a table. */
  record OpenBet(String id, int table, long round, long reserved, LiveView bet) {}

  /** The account of a key. */
  @GET
  public Response account(@PathParam("key") String key) {
    PublicKey player = PublicKey.fromBytes(Answers.bytes(key, PublicKey.BYTES, "key"));
    AccountId id = AccountId.of(player);
    ExecutedBlock last = view.last();
    Optional<Account> account = last.ledger().account(id);
    NonceWindow nonces = account.map(Account::nonces).orElse(NonceWindow.FRESH);
    List<OpenBet> bets = new ArrayList<>();
    for (Map.Entry<TableId, TableLedger> table : last.ledger().tables()) {
      for (LiveBet bet : table.getValue().betsOf(id)) {
        bets.add(
            new OpenBet(
                bet.id().toString(),
                table.getKey().value(),
                bet.round(),
                bet.reserved(),
                LiveView.of(bet.bet())));
      }
    }
    return Answers.now(
        new AccountView(
            key,
            id.toString(),
            account.isPresent(),
            account.map(Account::balance).orElse(0L),
            nonces.base(),
            nextNonce(id, nonces),
            pending.of(id).size(),
            bets,
            last.sequence().value()));
  }

  private long nextNonce(AccountId id, NonceWindow nonces) {
    long nonce = nonces.base();
    while (nonce < nonces.base() + NonceWindow.WIDTH - 1
        && (!nonces.isFree(nonce) || pending.using(id, nonce).isPresent())) {
      nonce++;
    }
    return nonce;
  }
}
