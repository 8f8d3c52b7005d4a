package org.bitcraps.gateway.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bitcraps.evidence.bet.BetId;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.proof.BlockParts;
import org.bitcraps.evidence.proof.ProofSource;
import org.bitcraps.gateway.collection.BetTrail;
import org.bitcraps.gateway.collection.ChainView;
import org.bitcraps.gateway.collection.FollowedBlock;
import org.bitcraps.gateway.collection.RoundTrail;

/** The blocks of one proof, fetched before; for one thread, for one proof. */
final class BlocksAtHand implements ProofSource {

  private final ChainView view;
  private final Map<Long, FollowedBlock> blocks;
  private final Map<Long, BlockParts> parts = new TreeMap<>();

  BlocksAtHand(ChainView view, Map<Long, FollowedBlock> blocks) {
    this.view = view;
    this.blocks = blocks;
  }

  @Override
  public Optional<BlockParts> placed(BetId bet) {
    return view.order(bet).flatMap(trail -> parts(trail.place().sequence().value()));
  }

  @Override
  public List<BlockParts> changed(BetId bet) {
    TreeSet<Long> sequences = new TreeSet<>();
    List<BetTrail.Changed> changes = view.order(bet).map(BetTrail::changes).orElse(List.of());
    changes.forEach(change -> sequences.add(change.place().sequence().value()));
    List<BlockParts> found = new ArrayList<>();
    sequences.forEach(sequence -> parts(sequence).ifPresent(found::add));
    return found;
  }

  @Override
  public Optional<BlockParts> opened(TableId table, long round) {
    return view.round(table, round).flatMap(trail -> parts(trail.openedAt().sequence().value()));
  }

  @Override
  public Optional<BlockParts> rolled(TableId table, long round) {
    return view.round(table, round)
        .flatMap(RoundTrail::rolledAt)
        .flatMap(place -> parts(place.sequence().value()));
  }

  /** Empty for a block that came after this proof was begun. */
  private Optional<BlockParts> parts(long sequence) {
    FollowedBlock block = blocks.get(sequence);
    return block == null
        ? Optional.empty()
        : Optional.of(
            parts.computeIfAbsent(
                sequence,
                none ->
                    BlockParts.of(
                        block.notice().certified(),
                        block.executed().leaves(),
                        block.notice().complete(Map.of()))));
  }
}
