package org.bitcraps.checker;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Walks a history from genesis to its last block, then asks whether what clients heard is so. */
final class Judge {

  private static final int AT_ONCE = 256;

  private final History history;
  private final Findings findings;
  private final Ed25519 ed25519 = new Ed25519();
  private final Genesis genesis;
  private final Books books;
  private final Dice dice;
  private final Answers answers;
  private final Testimony testimony;
  private final List<Signed> chain = new ArrayList<>();
  private long effectiveTimeMs;

  /** What a quorum signed at one place. */
  record Signed(Id block, Id resultRoot) {}

  private record Judged(History.Shown shown, Optional<ShownBlocks.Certified> certified) {}

  private Judge(History history, Findings findings) throws IOException {
    this.history = history;
    this.findings = findings;
    this.genesis = history.genesis();
    this.books = new Books(genesis, findings);
    this.dice = new Dice(genesis, findings);
    this.answers = Answers.read(history.answers(), findings);
    this.testimony = new Testimony(genesis, ed25519, answers, books, findings);
  }

  /** Everything there is to say about it. */
  static Findings of(History history) throws IOException {
    Findings findings = new Findings();
    try {
      new Judge(history, findings).judge();
    } catch (MalformedException e) {
      findings.add(Kind.MALFORMED.at("the history", e.getMessage()));
    }
    return findings;
  }

  private void judge() throws IOException {
    ShownBlocks single = new ShownBlocks(genesis, ed25519, history.submitted(), findings);
    boolean whole = true;
    for (List<History.Shown> some = some(); whole && !some.isEmpty(); some = some()) {
      List<Judged> judged =
          some.parallelStream().map(one -> new Judged(one, single.judge(one))).toList();
      for (int i = 0; whole && i < judged.size(); i++) {
        whole = follow(judged.get(i));
      }
    }
    findings.saw("blocks", chain.size());
    findings.saw("different accounts", books.accounts());
    if (whole) {
      books.count("the end");
      testimony.hear(chain);
    }
  }

  private List<History.Shown> some() throws IOException {
    List<History.Shown> some = new ArrayList<>();
    for (Optional<History.Shown> next = Optional.empty(); some.size() < AT_ONCE; ) {
      next = history.next();
      if (next.isEmpty()) {
        break;
      }
      some.add(next.get());
    }
    return some;
  }

  /** False if nothing can be said of what comes after. */
  private boolean follow(Judged judged) {
    long due = chain.size() + 1L;
    long sequence = judged.shown().sequence();
    if (sequence != due) {
      findings.add(
          Kind.BLOCK_NOT_SHOWN.at("block " + due, "the next that was shown is " + sequence));
      return false;
    }
    if (judged.certified().isEmpty()) {
      return false;
    }
    Block block = judged.certified().get().block();
    List<Leaf> leaves = judged.certified().get().leaves();
    String where = "block " + sequence;
    Id parent = chain.isEmpty() ? Id.ZERO : chain.get(chain.size() - 1).block();
    if (!block.parent().equals(parent)) {
      findings.add(Kind.LINK_CUT.at(where, "parent " + block.parent() + ", not " + parent));
    }
    summary(block, leaves, where);
    chain.add(new Signed(block.digest(), block.certificate().resultRoot()));
    books.write(sequence, block.orders(), leaves);
    for (Leaf leaf : leaves) {
      dice.read(leaf, where);
      testimony.note(leaf, sequence);
    }
    testimony.after(sequence);
    return true;
  }

  private void summary(Block block, List<Leaf> leaves, String where) {
    if (leaves.isEmpty() || !(leaves.get(0) instanceof Leaf.Summary summary)) {
      findings.add(Kind.SUMMARY_WRONG.at(where, "no summary before the leaves"));
      return;
    }
    effectiveTimeMs = Math.max(effectiveTimeMs, block.timeMs());
    boolean follows =
        chain.isEmpty() || summary.previousRoot().equals(chain.get(chain.size() - 1).resultRoot());
    if (!follows || summary.effectiveTimeMs() != effectiveTimeMs) {
      findings.add(Kind.SUMMARY_WRONG.at(where, summary + ", due " + effectiveTimeMs));
    }
    if (summary.endsEpoch()) {
      findings.add(Kind.HISTORY_POOR.at(where, "an epoch ends: later sets are not known here"));
    }
  }
}
