package org.bitcraps.gateway.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.bitcraps.gateway.admission.Receipted;

/** What a 202 says; JSON as it stands. */
record Receipts(List<Line> receipts) {

  /**
   * One order.
   *
   * @param status ACCEPTED, or DUPLICATE: these bytes came before
   * @param location where its fate stands
   * @param proof where its proof will be; of bets only
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Line(String id, String status, String location, String proof) {}

  static Receipts ofBets(String table, List<Receipted> taken) {
    return new Receipts(
        taken.stream()
            .map(one -> {
              String location = "/api/v1/games/" + table + "/bets/" + one.id();
              return new Line(
                  one.id().toString(), one.status().name(), location, location + "/proof");
            })
            .toList());
  }

  static Receipts ofOrders(List<Receipted> taken) {
    return new Receipts(
        taken.stream()
            .map(one ->
                new Line(
                    one.id().toString(), one.status().name(), "/api/v1/orders/" + one.id(), null))
            .toList());
  }
}
