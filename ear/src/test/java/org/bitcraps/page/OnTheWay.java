package org.bitcraps.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.bitcraps.crypto.Schemes;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.proof.OutcomeVerifier;
import org.bitcraps.evidence.proof.Verdict;
import org.bitcraps.evidence.wire.Verifier;

/** A proof with one byte of one field changed, as somebody between gateway and page would do it. */
record OnTheWay(String field, String text, String reason) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Verifier VERIFIER = new Verifier(Schemes.best().scheme());

  /** Each field of the document in turn; another byte of each. With what Java says of it. */
  static List<OnTheWay> all(String proof, String chain) throws JsonProcessingException {
    JsonNode document = JSON.readTree(proof);
    List<OnTheWay> all = new ArrayList<>();
    change(document, document, "", chain, all);
    return all;
  }

  private static void change(
      JsonNode document, JsonNode part, String at, String chain, List<OnTheWay> into)
      throws JsonProcessingException {
    int item = 0;
    for (JsonNode each : part) {
      if (part.isArray()) {
        change(document, each, at + "[" + item++ + "]", chain, into);
      }
    }
    for (var field : part.properties()) {
      String name = at.isEmpty() ? field.getKey() : at + "." + field.getKey();
      if (!field.getValue().isTextual()) {
        change(document, field.getValue(), name, chain, into);
        continue;
      }
      String was = field.getValue().asText();
      ((ObjectNode) part).put(field.getKey(), changed(was, into.size()));
      into.add(new OnTheWay(name, document.toString(), reason(document, chain)));
      ((ObjectNode) part).put(field.getKey(), was);
    }
  }

  /** Hexadecimal, but for the name of the format. */
  private static String changed(String was, int turn) {
    int at = 2 * (turn * 7 % (was.length() / 2));
    char digit = was.charAt(at);
    return was.substring(0, at) + (digit == '0' ? '1' : '0') + was.substring(at + 1);
  }

  private static String reason(JsonNode document, String chain) {
    Object tree = JSON.convertValue(document, Object.class);
    Verdict verdict = OutcomeVerifier.verify(tree, new ChainId(Digest.fromHex(chain)), VERIFIER);
    return verdict.result() instanceof Verdict.Mismatch mismatch
        ? mismatch.reason().name()
        : verdict.result().toString();
  }
}
