package org.bitcraps.evidence.replay;

import java.util.List;
import java.util.Optional;
import org.bitcraps.evidence.certificate.EpochChain;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.craps.RulesTable;
import org.bitcraps.evidence.exchange.SnapshotManifest;
import org.bitcraps.evidence.execution.ExecutedBlock;
import org.bitcraps.evidence.execution.Ledger;
import org.bitcraps.evidence.execution.StateTree;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.keys.KeyCheck;
import org.bitcraps.evidence.membership.ReplicaSet;
import org.bitcraps.evidence.wire.MalformedException;
import org.bitcraps.evidence.wire.Verifier;

/** The state of a snapshot, believed because a quorum of the genesis' validators signed it. */
public final class SnapshotState {

  private SnapshotState() {}

  /**
   * Checks who signed it; the chunks may be fetched then.
   *
   * @param trusted the genesis that the reader trusts
   * @throws MalformedException if it is of another chain or not signed by a quorum, or if this
   *     build cannot execute the chain
   */
  public static void check(SnapshotManifest manifest, Genesis trusted, Verifier verifier) {
    Statement.Checkpoint said = manifest.checkpoint().statement();
    MalformedException.require(
        said.chain().equals(trusted.chainId()), "chain", "of chain " + said.chain());
    Replay.unknown(trusted)
        .ifPresent(fault -> {
          throw new MalformedException(fault.field(), fault.reason() + ": " + fault.detail());
        });
    Optional<ReplicaSet> set = EpochChain.from(trusted).set(said.epoch(), said.sequence());
    MalformedException.require(set.isPresent(), "epoch", "nobody signs in " + said.epoch());
    manifest
        .fault(set.get(), verifier)
        .ifPresent(fault -> {
          throw new MalformedException("checkpoint", "its certificates: " + fault);
        });
  }

  /**
   * The state; blocks after it are executed on it as on the one that was signed.
   *
   * @param manifest {@linkplain #check checked}
   * @param chunks the contents, in the manifest's order
   * @param keyCheck checks the key of an account once; all correct ones answer alike
   * @throws MalformedException if they are not exactly the chunks of the state
   */
  public static ExecutedBlock restore(
      SnapshotManifest manifest, List<byte[]> chunks, Genesis trusted, KeyCheck keyCheck) {
    ExecutedBlock start = ExecutedBlock.genesis(trusted, RulesTable.standard(), keyCheck);
    return after(manifest, tree(manifest, chunks, start.ledger()));
  }

  /**
   * The same as a tree.
   *
   * @param anyOfTheChain any state of the same chain, for what genesis fixes
   * @throws MalformedException if they are not exactly the chunks of the state
   */
  public static StateTree tree(
      SnapshotManifest manifest, List<byte[]> chunks, Ledger anyOfTheChain) {
    StateTree tree = StateTree.restore(anyOfTheChain, chunks);
    MalformedException.require(
        tree.chunks().equals(manifest.chunks()), "chunks", "those of another state");
    return tree;
  }

  /** The checkpoint's block with that state: what the next block follows. */
  public static ExecutedBlock after(SnapshotManifest manifest, StateTree tree) {
    return ExecutedBlock.restored(
        manifest.block().block(), manifest.checkpoint().statement().resultRoot(), tree);
  }
}
