package org.bitcraps.checker;

import java.util.ArrayList;
import java.util.List;

/**
 * A quorum certificate of commits, as it was served.
 *
 * @param statement the signed bytes
 * @param votes as they stand there, in their order
 */
record Certificate(
    Raw statement,
    Id chain,
    long epoch,
    long view,
    long sequence,
    Id block,
    Id resultRoot,
    List<Vote> votes) {

  private static final int COMMIT = 0x42;

  /** One signature. */
  record Vote(int signer, Raw signature) {}

  static Certificate read(Octets octets) {
    int from = octets.position();
    octets.expect(COMMIT, "commit statement");
    Id chain = octets.id();
    long epoch = octets.u63();
    long view = octets.u63();
    long sequence = octets.u63();
    Id block = octets.id();
    Id root = octets.id();
    Raw statement = new Raw(octets.since(from));
    List<Vote> votes = octets.list(vote -> new Vote(vote.u16(), new Raw(vote.bytes(64))));
    return new Certificate(statement, chain, epoch, view, sequence, block, root, votes);
  }

  /** Two of one place that do not say the same; the view does not count. */
  boolean contradicts(Certificate other) {
    return chain.equals(other.chain)
        && epoch == other.epoch
        && sequence == other.sequence
        && !(block.equals(other.block) && resultRoot.equals(other.resultRoot));
  }

  /** What makes it no certificate of this chain; empty if it is one. */
  List<Violation> flaws(Genesis genesis, Ed25519 ed25519, String where) {
    List<Violation> flaws = new ArrayList<>();
    if (!chain.equals(genesis.chain()) || epoch != 0) {
      flaws.add(Kind.OTHER_CHAIN.at(where, "certificate of chain " + chain + ", epoch " + epoch));
    }
    int valid = 0;
    int last = -1;
    for (Vote vote : votes) {
      Id key = genesis.validators().get(vote.signer());
      if (vote.signer() <= last) {
        flaws.add(Kind.SIGNER_TWICE.at(where, "validator " + vote.signer() + " after " + last));
      } else if (key == null) {
        flaws.add(Kind.SIGNER_UNKNOWN.at(where, "validator " + vote.signer()));
      } else if (!ed25519.holds(key, statement.bytes(), vote.signature().bytes())) {
        flaws.add(Kind.VOTE_FORGED.at(where, "signature of validator " + vote.signer()));
      } else {
        valid++;
      }
      last = Math.max(last, vote.signer());
    }
    if (flaws.isEmpty() && valid < genesis.quorum()) {
      flaws.add(Kind.QUORUM_MISSED.at(where, valid + " votes of " + genesis.quorum()));
    }
    return flaws;
  }
}
