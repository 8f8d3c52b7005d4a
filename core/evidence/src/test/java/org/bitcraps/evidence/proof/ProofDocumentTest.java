package org.bitcraps.evidence.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bitcraps.evidence.bet.BetId;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.evidence.wire.MalformedException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One document per proof, and refusals that name the field. */
class ProofDocumentTest {

  private final ProofChain chain = new ProofChain();
  private OutcomeProof proof;
  private Map<String, Object> tree;

  @BeforeEach
  void play() {
    chain.open(3, 1);
    BetId bet = chain.place(BetType.FIELD, 1);
    chain.roll();
    proof = chain.proof(bet);
    tree = ProofDocument.toTree(proof);
  }

  private void refused(String field, String why) {
    assertThatThrownBy(() -> ProofDocument.fromTree(tree))
        .isInstanceOfSatisfying(
            MalformedException.class, e -> assertThat(e.field()).isEqualTo(field))
        .hasMessageContaining(why);
  }

  @SuppressWarnings("unchecked") // as the writer makes it
  private static Map<String, Object> at(Map<String, Object> tree, String name) {
    return (Map<String, Object>) tree.get(name);
  }

  @SuppressWarnings("unchecked") // as the writer makes it
  private Map<String, Object> roll() {
    return at(((List<Map<String, Object>>) tree.get("rounds")).get(0), "roll");
  }

  @Test
  void readsWhatItWrites() {
    assertThat(ProofDocument.fromTree(tree)).isEqualTo(new ProofDocument.OfBet(proof));
    assertThat(tree.keySet())
        .containsExactly("format", "genesis", "bet", "placement", "rounds", "changes");
    RoundProof round = chain.builder.round(ProofChain.TABLE, 1).orElseThrow();
    ProofDocument read = ProofDocument.fromTree(ProofDocument.toTree(round));
    assertThat(read).isEqualTo(new ProofDocument.OfRound(round));
    assertThat(read.genesis()).isEqualTo(chain.genesis);
  }

  @Test
  void namesWhatIsMissingUnknownOrOfAnotherType() {
    tree.remove("bet");
    refused("bet", "missing");
    tree = ProofDocument.toTree(proof);
    tree.put("extra", "00");
    refused("extra", "unknown field");
    tree = ProofDocument.toTree(proof);
    at(tree, "placement").put("leaf", 7L);
    refused("placement.leaf", "no string");
    tree = ProofDocument.toTree(proof);
    roll().put("settlement", "00");
    refused("rounds[0].roll.settlement", "no object");
    tree = ProofDocument.toTree(proof);
    roll().put("certificates", "00");
    refused("rounds[0].roll.certificates", "unknown field");
    tree = ProofDocument.toTree(proof);
    tree.put("rounds", new LinkedHashMap<>());
    refused("rounds", "no array");
    tree = ProofDocument.toTree(proof);
    tree.put("changes", new ArrayList<>(List.of("00")));
    refused("changes[0]", "no object");
    tree.put("format", "bitcraps-bet-proof-2");
    refused("format", "unknown");
    assertThatThrownBy(() -> ProofDocument.fromTree(null)).hasMessageContaining("document");
    assertThatThrownBy(() -> ProofDocument.fromTree("{}")).hasMessageContaining("document");
  }

  @Test
  void takesOnlyLowerCaseDigitsOfCanonicalBytes() {
    Map<String, Object> placement = at(tree, "placement");
    String hash = (String) placement.get("payloadHash");
    placement.put("payloadHash", hash.toUpperCase(Locale.ROOT));
    refused("placement.payloadHash", "lower-case");
    placement.put("payloadHash", hash.substring(1));
    refused("placement.payloadHash", "odd");
    placement.put("payloadHash", hash.substring(2));
    refused("placement.payloadHash", "needs 32 bytes");
    placement.put("payloadHash", hash + "00");
    refused("placement.payloadHash", "too many");
    placement.put("payloadHash", hash);
    placement.put("leaf", placement.get("leaf") + "00");
    refused("placement.leaf", "trailing");
  }
}
