package org.bitcraps.gateway.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bitcraps.evidence.bet.SignedBet;
import org.bitcraps.evidence.certificate.QuorumCertificate;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.evidence.exchange.CertifiedBlock;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.gateway.chain.TestChain;
import org.bitcraps.gateway.collection.Archive;
import org.bitcraps.gateway.collection.ChainView;
import org.bitcraps.gateway.proof.Proofs;
import org.junit.jupiter.api.Test;

/** What the page makes of the certificates that another gateway shows for the blocks of a proof. */
class WitnessTest {

  private final TestChain chain = new TestChain();

  private String provenBet() throws Exception {
    chain.openRound();
    SignedBet bet = chain.bet(0, BetType.FIELD, 1_320, 0);
    chain.append(10, chain.batch(bet));
    chain.close();
    chain.roll();
    chain.append(10); // One more that the proof does not rest on.
    ChainView view = chain.view(Archive.Bounds.DEFAULT, Optional.empty());
    chain.blocks().forEach(block -> view.add(block, 1));
    Map<String, Object> tree = new Proofs(view).bet(bet.id()).orElseThrow();
    return PageVerifier.JSON.writeValueAsString(tree);
  }

  private CertifiedBlock certified(long sequence) {
    return chain.blocks().get((int) sequence - 1).notice().certified();
  }

  private static String hex(QuorumCertificate<?> certificate) {
    return HexFormat.of().formatHex(certificate.toWire());
  }

  private static String word(PageVerifier page, String text, long sequence, String certificate) {
    return page.ask(
            PageVerifier.question("compare")
                .put("text", text)
                .put("sequence", sequence)
                .put("bytes", certificate))
        .asText();
  }

  @Test
  void theSameBlockAnotherOneAndWhatNobodyCertified() throws Exception {
    String text = provenBet();
    try (PageVerifier page = new PageVerifier()) {
      List<Long> places = new ArrayList<>();
      page.ask(PageVerifier.question("places").put("text", text))
          .forEach(place -> places.add(place.asLong()));
      assertThat(places).hasSize(3).isSorted(); // Opening, bet, dice.
      for (long place : places) {
        Block block = certified(place).block();
        Digest root = certified(place).certificate().statement().resultRoot();
        Digest other = certified(place).block().digest();
        String same = hex(certified(place).certificate());
        assertThat(word(page, text, place, same)).isEqualTo("SAME");
        assertThat(word(page, text, place, hex(chain.certificate(block, other, 3))))
            .as("another result, signed by a quorum")
            .isEqualTo("OTHER");
        Block later = later(block);
        assertThat(word(page, text, place, hex(chain.certificate(later, root, 3))))
            .as("another block, signed by a quorum")
            .isEqualTo("OTHER");
        assertThat(word(page, text, place, hex(chain.certificate(later, root, 2))))
            .as("another block, signed by too few")
            .isEqualTo("UNPROVEN");
        assertThat(word(page, text, place, hex(certified(place + 1).certificate())))
            .as("the certificate of another place")
            .isEqualTo("UNPROVEN");
        for (String garbage : List.of("", "undefined", "0", same + "00", same.substring(2))) {
          assertThat(word(page, text, place, garbage)).isEqualTo("UNPROVEN");
        }
      }
      assertThat(word(page, text, 1_000, hex(certified(1).certificate()))).isEqualTo("UNPROVEN");
    }
  }

  @Test
  void twoTablesAreAMismatchWithBothOfThemToSave() throws Exception {
    String text = provenBet();
    try (PageVerifier page = new PageVerifier()) {
      JsonNode places = page.ask(PageVerifier.question("places").put("text", text));
      long last = places.get(2).asLong();
      Block block = certified(last).block();
      String other = hex(chain.certificate(later(block), block.digest(), 3));
      ObjectNode question = PageVerifier.question("witnessed").put("text", text);
      question.putArray("gateways").add("http://a").add("http://b").add("http://c");
      ObjectNode answers = question.putObject("answers");
      for (JsonNode place : places) {
        String same = hex(certified(place.asLong()).certificate());
        answers.put("http://a/api/v1/consensus/qc/" + place.asText(), same);
        answers.put("http://b/api/v1/consensus/qc/" + place.asText(), same);
      }
      assertThat(page.ask(question).path("verdict").path("result").asText()).isEqualTo("VERIFIED");
      answers.put("http://b/api/v1/consensus/qc/" + last, other);
      JsonNode heard = page.ask(question);

      assertThat(heard.path("witnesses").findValuesAsText("said"))
          .containsExactly("SAME", "OTHER", "NOTHING");
      assertThat(heard.path("witnesses").findValuesAsText("same")).containsExactly("3", "2", "0");
      assertThat(heard.path("verdict").path("reason").asText())
          .isEqualTo("CERTIFICATES_CONTRADICT");
      JsonNode saved = PageVerifier.JSON.readTree(heard.path("text").asText());
      assertThat(saved.path("proof")).isEqualTo(PageVerifier.JSON.readTree(text));
      assertThat(saved.path("witness").path("gateway").asText()).isEqualTo("http://b");
      assertThat(saved.path("witness").path("certificate").asText()).isEqualTo(other);
    }
  }

  private static Block later(Block block) {
    return new Block(
        block.chain(),
        block.epoch(),
        block.sequence(),
        block.timeMs() + 1,
        block.parent(),
        block.bodies());
  }

  @Test
  void aByteOfACertificateMakesItWorthNothing() throws Exception {
    String text = provenBet();
    try (PageVerifier page = new PageVerifier()) {
      long place = page.ask(PageVerifier.question("places").put("text", text)).get(0).asLong();
      byte[] wire = certified(place).certificate().toWire();
      for (int i = 0; i < wire.length; i++) {
        byte[] changed = wire.clone();
        changed[i] ^= 1;
        assertThat(word(page, text, place, HexFormat.of().formatHex(changed)))
            .as("byte %d", i)
            .isEqualTo("UNPROVEN");
      }
    }
  }
}
