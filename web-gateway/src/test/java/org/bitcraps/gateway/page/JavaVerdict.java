package org.bitcraps.gateway.page;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.bitcraps.crypto.Schemes;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.proof.OutcomeVerifier;
import org.bitcraps.evidence.proof.Reason;
import org.bitcraps.evidence.proof.Verdict;
import org.bitcraps.evidence.wire.Verifier;

/** Java's verdict on a document, in the form in which the page's verifier answers. */
final class JavaVerdict {

  private static final ObjectMapper STRICT =
      new ObjectMapper(
              JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final Verifier VERIFIER = new Verifier(Schemes.best().scheme());

  private JavaVerdict() {}

  static JsonNode of(String text, String chain) {
    return json(verdict(text, new ChainId(Digest.fromHex(chain))));
  }

  private static Verdict verdict(String text, ChainId trusted) {
    Object tree;
    try {
      tree = STRICT.readValue(text, Object.class);
    } catch (JsonProcessingException e) {
      return new Verdict(
          List.of(), new Verdict.Mismatch(Reason.MALFORMED, "document: " + e.getMessage()));
    }
    return OutcomeVerifier.verify(tree, trusted, VERIFIER);
  }

  private static JsonNode json(Verdict verdict) {
    ObjectNode json = PageVerifier.JSON.createObjectNode();
    switch (verdict.result()) {
      case Verdict.Verified verified -> {
        json.put("result", "VERIFIED");
        ending(json.putObject("ending"), verified.outcome());
      }
      case Verdict.NotYet notYet -> json.put("result", "NOT_YET").put("missing", notYet.missing());
      case Verdict.Mismatch mismatch ->
          json.put("result", "MISMATCH")
              .put("reason", mismatch.reason().name())
              .put("detail", mismatch.detail());
    }
    ArrayNode steps = json.putArray("steps");
    for (Verdict.Step step : verdict.steps()) {
      ObjectNode one = steps.addObject();
      one.put("name", step.name()).put("statement", step.statement());
      ArrayNode bytes = one.putArray("bytes");
      step.bytes()
          .forEach(shown -> bytes.addObject().put("what", shown.what()).put("hex", shown.hex()));
      one.put("ok", step.ok());
    }
    return json;
  }

  private static void ending(ObjectNode json, Verdict.Ending ending) {
    json.put("kind", ending.kind().name())
        .put("stake", Long.toString(ending.stake()))
        .put("returned", Long.toString(ending.returned()))
        .put("profit", Long.toString(ending.profit()));
    ArrayNode rolls = json.putArray("rolls");
    ending
        .rolls()
        .forEach(roll -> rolls.addObject().put("die1", roll.die1()).put("die2", roll.die2()));
    json.put("note", ending.note());
  }
}
