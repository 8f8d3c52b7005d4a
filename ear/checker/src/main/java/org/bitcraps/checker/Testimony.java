package org.bitcraps.checker;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Whether what clients were told is what the chain says. */
final class Testimony {

  private final Genesis genesis;
  private final Ed25519 ed25519;
  private final Answers answers;
  private final Books books;
  private final Findings findings;
  private final Map<Id, List<Leaf.Settled>> settlements = new HashMap<>();

  Testimony(Genesis genesis, Ed25519 ed25519, Answers answers, Books books, Findings findings) {
    this.genesis = genesis;
    this.ed25519 = ed25519;
    this.answers = answers;
    this.books = books;
    this.findings = findings;
    for (Answers.Answer answer : answers.orders()) {
      settlements.put(Id.hex(answer.body().path("id").asText()), new ArrayList<>());
    }
  }

  /** Keeps what the chain says of bets that somebody asked about. */
  void note(Leaf leaf, long sequence) {
    if (leaf instanceof Leaf.Settled settled && settlements.containsKey(settled.order())) {
      settlements.get(settled.order()).add(settled);
    }
  }

  /** The books stand as after that block: what was said about accounts and tables then? */
  void after(long sequence) {
    for (Answers.Answer answer : answers.after(sequence)) {
      if (answer.asked().startsWith("GET /accounts/")) {
        account(answer);
      } else {
        table(answer);
      }
    }
  }

  private void account(Answers.Answer answer) {
    JsonNode body = answer.body();
    Id account = Hash.account(Id.hex(body.path("key").asText()));
    long balance = books.balance(account).orElse(-1L);
    if (!body.path("balance").canConvertToLong() || body.path("balance").asLong() != balance) {
      findings.add(
          Kind.ACCOUNT_WRONG.at(
              answer.where(),
              "balance %s at block %s, the chain says %d"
                  .formatted(body.path("balance"), body.path("sequence"), balance)));
    }
    findings.saw("answers on accounts compared", 1);
  }

  private void table(Answers.Answer answer) {
    JsonNode body = answer.body();
    int table = body.path("table").asInt();
    if (body.path("bankroll").asLong(-1) != books.bankroll(table)
        || body.path("staked").asLong(-1) != books.staked(table)) {
      findings.add(
          Kind.TABLE_WRONG.at(
              answer.where(),
              "bankroll %s, staked %s at block %s, the chain says %d, %d"
                  .formatted(
                      body.path("bankroll"),
                      body.path("staked"),
                      body.path("sequence"),
                      books.bankroll(table),
                      books.staked(table))));
    }
    findings.saw("answers on tables compared", 1);
  }

  /** All that is about the chain as a whole. */
  void hear(List<Judge.Signed> chain) {
    for (Answers.Answer answer : answers.orders()) {
      order(answer);
    }
    answers.said().forEach(this::sent);
    for (Answers.Answer answer : answers.certificates()) {
      Octets.whole(
          HexFormat.of().parseHex(answer.body().path("bytes").asText()),
          octets -> {
            certificate(Certificate.read(octets), answer.where(), chain);
            return answer;
          });
    }
    ProofDocument proofs = new ProofDocument(genesis, ed25519);
    answers.proofs().parallelStream().forEach(answer -> proof(proofs, answer, chain));
    findings.saw("answers about blocks that were not shown", answers.left());
  }

  private void order(Answers.Answer answer) {
    JsonNode body = answer.body();
    Id id = Id.hex(body.path("id").asText());
    String state = body.path("state").asText();
    if (state.equals("PENDING")) {
      return;
    }
    Fate fate = books.fates().get(id);
    if (fate == null) {
      findings.add(Kind.LOST.at(answer.where(), state + ", and in no block"));
      return;
    }
    JsonNode receipt = body.path("receipt");
    boolean same =
        receipt.path("sequence").asLong(-1) == fate.sequence()
            && receipt.path("index").asInt(-1) == fate.index()
            && receipt.path("balance").asLong(-1) == fate.balance()
            && state.equals("REFUSED") != fate.done();
    List<Leaf.Settled> known = settlements.get(id);
    JsonNode told = body.path("settlements");
    same &=
        told.size() <= known.size() && (!state.equals("DECIDED") || told.size() == known.size());
    for (int i = 0; same && i < told.size(); i++) {
      same =
          told.path(i).path("returned").asLong(-1) == known.get(i).returned()
              && told.path(i).path("profit").asLong(-1) == known.get(i).profit()
              && told.path(i).path("balance").asLong(-1) == known.get(i).balance();
    }
    if (!same) {
      findings.add(
          Kind.ANSWER_WRONG.at(answer.where(), body + ", the chain says " + fate + " " + known));
    }
    findings.saw("answers on orders compared", 1);
  }

  /** What was sent: the last word on it, and what came of it. */
  private void sent(Id id, Answers.Said said) {
    Fate fate = books.fates().get(id);
    findings.saw("orders sent", 1);
    if (fate != null) {
      findings.saw("orders sent that a block has", 1);
      if (fate.done() && !said.perhaps()) {
        findings.add(Kind.REFUSED_YET_DONE.at("order " + id, fate.toString()));
      }
    } else if (said.last() == Answers.Word.TAKEN) {
      findings.add(Kind.LOST.at("order " + id, "taken, and in no block"));
    } else if (said.perhaps()) {
      findings.saw("orders sent, perhaps taken by one, then refused or not answered", 1);
    } else {
      findings.saw("orders sent and refused", 1);
    }
  }

  private void certificate(Certificate certificate, String where, List<Judge.Signed> chain) {
    List<Violation> flaws = certificate.flaws(genesis, ed25519, where);
    findings.addAll(flaws);
    findings.saw("certificates asked for", 1);
    if (flaws.isEmpty()) {
      same(certificate, where, chain);
    }
  }

  /** Whether that is what the same quorum signed elsewhere. */
  private void same(Certificate certificate, String where, List<Judge.Signed> chain) {
    long sequence = certificate.sequence();
    if (sequence < 1 || sequence > chain.size()) {
      findings.saw("certificates of blocks that were not shown", 1);
      return;
    }
    Judge.Signed signed = chain.get((int) sequence - 1);
    if (!signed.equals(new Judge.Signed(certificate.block(), certificate.resultRoot()))) {
      findings.add(
          Kind.CONTRADICTION.at(
              where,
              "block %s with result %s, elsewhere %s"
                  .formatted(certificate.block(), certificate.resultRoot(), signed)));
    }
  }

  private void proof(ProofDocument proofs, Answers.Answer answer, List<Judge.Signed> chain) {
    String[] path = answer.asked().split("/", -1);
    try {
      List<Certificate> rests = proofs.check(answer.body(), Id.hex(path[path.length - 2]));
      rests.forEach(certificate -> same(certificate, answer.where(), chain));
    } catch (MalformedException e) {
      findings.add(Kind.PROOF_BROKEN.at(answer.where(), e.getMessage()));
    }
    findings.saw("proofs checked", 1);
  }
}
