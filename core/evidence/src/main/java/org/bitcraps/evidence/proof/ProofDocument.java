package org.bitcraps.evidence.proof;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.wire.MalformedException;

/**
 * A proof as players save and send it: an ordered tree of maps, lists and strings, for any JSON
 * library (field table in {@code docs/proof.md}). Every leaf of the tree is the lower-case
 * hexadecimal of one canonical value, so there is one document per proof.
 *
 * <p>Reading is strict: a missing or unknown field, another type, capital digits, bytes that are
 * not canonical: refused with a {@link MalformedException} that names the field, {@code
 * rounds[0].roll.leaf}. The JSON reader must refuse a key that stands twice.
 */
public sealed interface ProofDocument {

  /** A proof about a bet. */
  record OfBet(OutcomeProof proof) implements ProofDocument {}

  /** A proof about a round. */
  record OfRound(RoundProof proof) implements ProofDocument {}

  /** Value of {@code format} in a proof about a bet. */
  String BET_FORMAT = "bitcraps-bet-proof-1";

  /** Value of {@code format} in a proof about a round. */
  String ROUND_FORMAT = "bitcraps-round-proof-1";

  /** The genesis that the proof brings along: nobody need trust it. */
  default Genesis genesis() {
    return switch (this) {
      case OfBet bet -> bet.proof().genesis();
      case OfRound round -> round.proof().genesis();
    };
  }

  /** The document of a proof about a bet. */
  static Map<String, Object> toTree(OutcomeProof proof) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("format", BET_FORMAT);
    ProofWriter.write(tree, proof);
    return tree;
  }

  /** The document of a proof about a round. */
  static Map<String, Object> toTree(RoundProof proof) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("format", ROUND_FORMAT);
    ProofWriter.write(tree, proof);
    return tree;
  }

  /**
   * Reads a document of either kind.
   *
   * @param tree what a JSON reader made of it: maps, lists, strings
   * @throws MalformedException if it is not exactly such a document; names the field
   */
  static ProofDocument fromTree(Object tree) {
    return ProofReader.read(tree);
  }
}
