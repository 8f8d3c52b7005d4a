package org.bitcraps.checker;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What can be said of one place of the chain by itself: certificates, bodies, signatures, leaves.
 * All the arithmetic of curves is here, so that many can be judged at once.
 */
final class ShownBlocks {

  private final Genesis genesis;
  private final Ed25519 ed25519;
  private final Set<Id> submitted;
  private final Findings findings;

  ShownBlocks(Genesis genesis, Ed25519 ed25519, Set<Id> submitted, Findings findings) {
    this.genesis = genesis;
    this.ed25519 = ed25519;
    this.submitted = submitted;
    this.findings = findings;
  }

  /** A block that a quorum signed, and the leaves under its result root. */
  record Certified(Block block, List<Leaf> leaves) {}

  /**
   * The block of that place, as the first gateway shows it of whom everything holds; empty if there
   * is none, or the leaves are nowhere.
   */
  Optional<Certified> judge(History.Shown shown) {
    String where = "block " + shown.sequence();
    Map<String, Block> certified = new TreeMap<>();
    Optional<Block> whole = Optional.empty();
    for (Map.Entry<String, Block> entry : shown.blocks().entrySet()) {
      String at = where + " of " + entry.getKey();
      Block block = entry.getValue();
      List<Violation> flaws = block.certificate().flaws(genesis, ed25519, at);
      findings.addAll(flaws);
      findings.saw("votes checked", block.certificate().votes().size());
      if (!flaws.isEmpty() || !belongs(block, at)) {
        continue;
      }
      for (Block other : certified.values()) {
        if (block.certificate().contradicts(other.certificate())) {
          findings.add(Kind.CONTRADICTION.at(at, told(block) + " and " + told(other)));
        }
      }
      certified.put(entry.getKey(), block);
      if (bodies(block, at) && whole.isEmpty()) {
        whole = Optional.of(block);
      }
    }
    return whole.flatMap(block ->
        leaves(shown, certified, block, where).map(leaves -> new Certified(block, leaves)));
  }

  private static String told(Block block) {
    return "block %s with result %s".formatted(block.digest(), block.certificate().resultRoot());
  }

  private boolean belongs(Block block, String where) {
    Certificate certificate = block.certificate();
    if (!block.chain().equals(genesis.chain()) || block.epoch() != 0) {
      findings.add(Kind.OTHER_CHAIN.at(where, "block of chain " + block.chain()));
      return false;
    }
    if (!certificate.block().equals(block.digest()) || certificate.sequence() != block.sequence()) {
      findings.add(
          Kind.CERTIFICATE_ASTRAY.at(
              where,
              "certificate of block %s, sequence %d beside block %s"
                  .formatted(certificate.block(), certificate.sequence(), block.digest())));
      return false;
    }
    return true;
  }

  /** False if what the block orders is not here. */
  private boolean bodies(Block block, String where) {
    List<Id> brought = block.bodies().stream().map(Body::digest).toList();
    if (!brought.equals(block.named())) {
      findings.add(Kind.BODY_ASTRAY.at(where, "bodies " + brought + ", named " + block.named()));
      return false;
    }
    for (Body body : block.bodies()) {
      body.flaws().forEach(flaw -> findings.add(Kind.BATCH_ROOT_WRONG.at(where, flaw)));
      if (!originHolds(body)) {
        findings.add(Kind.ORIGIN_FORGED.at(where, "body " + body.digest()));
      }
      for (Order order : body.orders()) {
        if (!isSubmitted(order)
            && !ed25519.holds(order.key(), order.signed().bytes(), order.signature().bytes())) {
          findings.add(Kind.PLAYER_FORGED.at(where, "order " + order.id()));
        }
      }
    }
    return true;
  }

  /** What a client of ours sent, byte for byte, needs no arithmetic. */
  private boolean isSubmitted(Order order) {
    return submitted.contains(Id.of(Hash.sha(order.signed().bytes(), order.signature().bytes())));
  }

  private boolean originHolds(Body body) {
    if (body.contribution().isPresent()) {
      Body.Contribution by = body.contribution().get();
      Id key = genesis.validators().get(by.validator());
      return key != null && ed25519.holds(key, by.signed().bytes(), by.signature().bytes());
    }
    if (body.origin().isEmpty()) {
      return false;
    }
    Id key = genesis.gateways().get(body.origin().get().gateway());
    return key != null
        && ed25519.holds(
            key, body.signedByGateway(genesis.chain()), body.origin().get().signature().bytes());
  }

  private Optional<List<Leaf>> leaves(
      History.Shown shown, Map<String, Block> certified, Block block, String where) {
    Id root = block.certificate().resultRoot();
    Optional<List<Leaf>> found = Optional.empty();
    for (Map.Entry<String, LeavesOf> entry : shown.leaves().entrySet()) {
      List<byte[]> leaves = entry.getValue().leaves();
      Id theirs = Hash.root(leaves);
      Block own = certified.getOrDefault(entry.getKey(), block);
      if (!theirs.equals(own.certificate().resultRoot())) {
        findings.add(
            Kind.RESULT_ROOT_WRONG.at(
                where + " of " + entry.getKey(),
                "leaves under %s, signed %s".formatted(theirs, own.certificate().resultRoot())));
      } else if (theirs.equals(root) && found.isEmpty()) {
        found = Optional.of(leaves.stream().map(Leaf::of).toList());
      }
    }
    if (shown.leaves().isEmpty()) {
      findings.add(Kind.HISTORY_POOR.at(where, "no gateway's result leaves"));
    }
    return found;
  }
}
