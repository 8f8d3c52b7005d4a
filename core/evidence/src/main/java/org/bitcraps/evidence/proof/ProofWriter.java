package org.bitcraps.evidence.proof;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bitcraps.evidence.wire.WireValue;

/** Proof → tree; {@link ProofReader} is its inverse. */
final class ProofWriter {

  private ProofWriter() {}

  static void write(Map<String, Object> tree, OutcomeProof proof) {
    tree.put("genesis", hex(proof.genesis()));
    tree.put("bet", hex(proof.bet()));
    tree.put("placement", placement(proof.placement()));
    List<Object> rounds = new ArrayList<>();
    proof.rounds().forEach(round -> rounds.add(round(round)));
    tree.put("rounds", rounds);
    List<Object> changes = new ArrayList<>();
    proof.changes().forEach(change -> changes.add(change(change)));
    tree.put("changes", changes);
  }

  static void write(Map<String, Object> tree, RoundProof proof) {
    tree.put("genesis", hex(proof.genesis()));
    tree.put("round", round(proof.round()));
  }

  private static Map<String, Object> placement(Placement placement) {
    Map<String, Object> tree = block(placement.block());
    tree.put("header", hex(placement.header()));
    tree.put("payloadHash", placement.payloadHash().hex());
    tree.put("betPath", hex(placement.betPath()));
    leaf(tree, placement.receipt());
    return tree;
  }

  private static Map<String, Object> round(RoundPart round) {
    Map<String, Object> tree = new LinkedHashMap<>();
    Map<String, Object> opening = block(round.opening().block());
    leaf(opening, round.opening().leaf());
    tree.put("opening", opening);
    round
        .roll()
        .ifPresent(part -> {
          Map<String, Object> roll = block(part.block());
          leaf(roll, part.leaf());
          part.settlement()
              .ifPresent(settlement -> {
                Map<String, Object> settled = new LinkedHashMap<>();
                leaf(settled, settlement);
                roll.put("settlement", settled);
              });
          tree.put("roll", roll);
        });
    return tree;
  }

  private static Map<String, Object> change(ChangePart change) {
    Map<String, Object> tree = block(change.block());
    tree.put("order", hex(change.order()));
    leaf(tree, change.receipt());
    return tree;
  }

  private static Map<String, Object> block(BlockProof block) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("block", hex(block.block()));
    tree.put("certificate", hex(block.certificate()));
    return tree;
  }

  private static void leaf(Map<String, Object> tree, ProvenLeaf leaf) {
    tree.put("leaf", hex(leaf.leaf()));
    tree.put("path", hex(leaf.path()));
  }

  private static String hex(WireValue value) {
    return HexFormat.of().formatHex(value.toWire());
  }
}
