package org.bitcraps.evidence.proof;

import static org.bitcraps.evidence.proof.Checklist.shown;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.bitcraps.evidence.certificate.EpochChain;
import org.bitcraps.evidence.certificate.QuorumCertificate;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.certificate.Vote;
import org.bitcraps.evidence.craps.RulesTable;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.execution.Ledger;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.RulesDocument;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.ReplicaSet;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.proof.Verdict.Shown;
import org.bitcraps.evidence.wire.Verifier;

/** Genesis, certificates and certified leaves: what every proof rests on. */
final class ChainCheck {

  private static final Digest KNOWN_RULES =
      new RulesDocument(RulesTable.standard().toText()).hash();

  private final Checklist list;
  private final Verifier verifier;
  private final Genesis genesis;
  private final ChainId chain;
  private final EpochChain epochs;
  private final TreeMap<SequenceNumber, Statement.Commit> seen = new TreeMap<>();

  ChainCheck(Checklist list, Verifier verifier, Genesis genesis) {
    this.list = list;
    this.verifier = verifier;
    this.genesis = genesis;
    this.chain = genesis.chainId();
    this.epochs = EpochChain.from(genesis);
  }

  ChainId chain() {
    return chain;
  }

  /** That this is the trusted chain, and one whose rules this verifier knows. */
  boolean genesis(ChainId trusted) {
    return list.check(
            chain.equals(trusted),
            Reason.GENESIS_OTHER_CHAIN,
            "genesis",
            "the genesis hashes to the chain you trust",
            shown("genesis", genesis),
            new Shown("its digest", chain.digest().hex()),
            new Shown("you trust", trusted.digest().hex()))
        && list.check(
            genesis.protocolVersion() == Ledger.PROTOCOL_VERSION,
            Reason.PROTOCOL_UNKNOWN,
            "rules",
            "the chain executes by version %d, and so does this verifier"
                .formatted(genesis.protocolVersion()))
        && list.check(
            genesis.rulesHash().equals(KNOWN_RULES),
            Reason.RULES_UNKNOWN,
            "rules",
            "the chain plays by the rules of craps that this verifier knows",
            new Shown("rules of the chain", genesis.rulesHash().hex()),
            new Shown("rules known here", KNOWN_RULES.hex()));
  }

  /** That q distinct validators of its epoch certified the block and its result root. */
  boolean certified(BlockProof proof) {
    Block block = proof.block();
    Statement.Commit said = proof.certificate().statement();
    if (!list.check(
            block.chain().equals(chain) && said.chain().equals(chain),
            Reason.BLOCK_OTHER_CHAIN,
            "block",
            "block %s is of this chain".formatted(block.sequence()),
            shown("block", block))
        || !list.check(
            said.block().equals(block.digest())
                && said.epoch().equals(block.epoch())
                && said.sequence().equals(block.sequence()),
            Reason.CERTIFICATE_OTHER_BLOCK,
            "block",
            "the certificate is about this very block",
            new Shown("digest of the block", block.digest().hex()),
            shown("certified statement", said))) {
      return false;
    }
    Optional<ReplicaSet> set = epochs.set(block.epoch(), block.sequence());
    if (!list.check(
        set.isPresent(),
        Reason.CERTIFICATE_EPOCH_UNKNOWN,
        "certificate",
        "the validators of epoch %s are known from genesis".formatted(block.epoch()))) {
      return false;
    }
    return signed(proof.certificate(), set.orElseThrow()) && alone(said);
  }

  private boolean signed(QuorumCertificate<Statement.Commit> certificate, ReplicaSet set) {
    Optional<QuorumCertificate.Fault> fault = certificate.fault(set, verifier);
    Reason reason =
        switch (fault.orElse(QuorumCertificate.Fault.BAD_SIGNATURE)) {
          case WRONG_EPOCH -> Reason.CERTIFICATE_EPOCH_UNKNOWN;
          case TOO_FEW_SIGNERS -> Reason.CERTIFICATE_TOO_FEW_SIGNERS;
          case STRANGER -> Reason.CERTIFICATE_STRANGER;
          case BAD_SIGNATURE -> Reason.CERTIFICATE_SIGNATURE_INVALID;
        };
    List<Shown> bytes = new ArrayList<>();
    bytes.add(shown("statement", certificate.statement()));
    for (Vote vote : certificate.votes()) {
      set.voteKey(vote.signer())
          .ifPresent(key -> bytes.add(new Shown("key of validator " + vote.signer(), key.hex())));
      bytes.add(new Shown("signature of validator " + vote.signer(), vote.signature().hex()));
    }
    return list.check(
        fault.isEmpty(),
        reason,
        "certificate",
        "block %s and its result are signed by %d distinct validators of %d, at least %d needed"
            .formatted(
                certificate.statement().sequence(),
                certificate.votes().size(),
                set.members().size(),
                set.quorum().size()),
        bytes.toArray(Shown[]::new));
  }

  /** That nothing else is certified for the same place: C3. */
  private boolean alone(Statement.Commit said) {
    Statement.Commit before = seen.putIfAbsent(said.sequence(), said);
    if (before == null || !before.contradicts(said)) {
      return true;
    }
    return list.check(
        false,
        Reason.CERTIFICATES_CONTRADICT,
        "certificate",
        "place %s has one certified block and result".formatted(said.sequence()),
        shown("one statement", before),
        shown("another", said));
  }

  /** That a leaf stands under the result root of a block that is certified. */
  boolean under(BlockProof block, ProvenLeaf leaf, String name, String what) {
    byte[] bytes = leaf.leaf().toWire();
    Digest root = block.certificate().statement().resultRoot();
    return list.check(
        leaf.claimsLeastSize() && leaf.path().proves(bytes, root),
        Reason.LEAF_NOT_CERTIFIED,
        name,
        what + " is a leaf under the certified result root",
        shown("leaf", bytes),
        shown("path", leaf.path()),
        new Shown("result root", root.hex()));
  }
}
