package org.bitcraps.evidence.execution;

import java.util.List;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.evidence.wire.WireValue;

/**
 * Leaf 0 of every result tree: chains the roots and pins the state, so that divergence stops the
 * very block that causes it (DESIGN C6).
 *
 * @param previousRoot result root of the block before; {@link Digest#ZERO} at genesis
 * @param effectiveTimeMs time of this block for all rules, milliseconds since 1970
 * @param tables where each table stands after the block, ascending
 * @param stateDelta digest of every state entry that the block changed, with its new value
 * @param endsEpoch whether this block is the last of its epoch
 * @param nextSetHash hash of the validator set that signs the next block
 * @param rulesHash hash of the rules document in force
 */
public record BlockSummary(
    Digest previousRoot,
    long effectiveTimeMs,
    List<TablePhase> tables,
    Digest stateDelta,
    boolean endsEpoch,
    Digest nextSetHash,
    Digest rulesHash)
    implements ResultLeaf {

  /** Where one table stands. 11 bytes. */
  public record TablePhase(TableId table, long round, RoundPhase phase) implements WireValue {

    @Override
    public void encodeTo(Encoder out) {
      out.value(table).u63(round).u8(phase.code());
    }

    static TablePhase decode(Decoder in) {
      return new TablePhase(TableId.decode(in), in.u63("round"), RoundPhase.decode(in));
    }
  }

  /** Copies the list. */
  public BlockSummary {
    tables = List.copyOf(tables);
  }

  @Override
  public void encodeFieldsTo(Encoder out) {
    out.digest(previousRoot)
        .u63(effectiveTimeMs)
        .list(tables)
        .digest(stateDelta)
        .flag(endsEpoch)
        .digest(nextSetHash)
        .digest(rulesHash);
  }

  static BlockSummary decodeFields(Decoder in) {
    return new BlockSummary(
        in.digest("previousRoot"),
        in.u63("effectiveTimeMs"),
        in.list(0xffff + 1, 11, "tables", TablePhase::decode),
        in.digest("stateDelta"),
        in.flag("endsEpoch"),
        in.digest("nextSetHash"),
        in.digest("rulesHash"));
  }
}
