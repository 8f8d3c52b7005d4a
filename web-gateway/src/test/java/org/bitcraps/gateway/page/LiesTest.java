package org.bitcraps.gateway.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bitcraps.gateway.page.ProofCorpus.Entry;
import org.junit.jupiter.api.Test;

/** The lies that the page offers on a test chain: each is seen through, by its own reason. */
class LiesTest {

  private static final Map<String, String> REASONS =
      Map.of(
          "die", "LEAF_NOT_CERTIFIED",
          "vote", "CERTIFICATE_SIGNATURE_INVALID",
          "signer", "MALFORMED",
          "bet", "BET_NOT_IN_BATCH",
          "payout", "LEAF_NOT_CERTIFIED",
          "chain", "GENESIS_OTHER_CHAIN");

  /** What the detail speaks of: the one reason that two lies have is about two things. */
  private static final Map<String, String> DETAILS =
      Map.of("die", "the dice of round", "payout", "settlement", "signer", "votes");

  @Test
  void eachIsSeenThroughByItsOwnReason() throws IOException {
    SortedMap<String, Integer> told = new TreeMap<>();
    try (PageVerifier page = new PageVerifier()) {
      for (Entry entry : ProofCorpus.good()) {
        JsonNode lies = page.ask(PageVerifier.question("lies").put("text", entry.text()));
        for (Map.Entry<String, JsonNode> lie : lies.properties()) {
          if (lie.getValue().isTextual()) {
            seenThrough(page, entry, lie.getKey(), lie.getValue().asText());
            told.merge(lie.getKey(), 1, Integer::sum);
          }
        }
      }
    }
    int proofs = ProofCorpus.good().size();
    // Not every proof has a bet, dice or a settlement to lie about.
    assertThat(told)
        .containsOnlyKeys(REASONS.keySet())
        .containsEntry("chain", proofs)
        .containsEntry("vote", proofs)
        .containsEntry("signer", proofs);
  }

  private static void seenThrough(PageVerifier page, Entry entry, String lie, String text) {
    String what = lie + " in " + entry.name();
    JsonNode said = JavaVerdict.of(text, entry.chain());
    assertThat(said.path("reason").asText())
        .as("%s: %s", what, said.path("detail"))
        .isEqualTo(REASONS.get(lie));
    assertThat(said.path("detail").asText()).as(what).contains(DETAILS.getOrDefault(lie, ""));
    JsonNode ours =
        page.ask(PageVerifier.question("verify").put("text", text).put("chain", entry.chain()));
    assertThat(ours.path("reason")).as(what).isEqualTo(said.path("reason"));
  }
}
