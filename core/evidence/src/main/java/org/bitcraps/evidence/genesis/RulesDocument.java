package org.bitcraps.evidence.genesis;

import java.nio.charset.StandardCharsets;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.DomainTag;

/**
 * The rules of the game as the text that players read and genesis commits to.
 *
 * @param text canonical UTF-8 text, lines end with \n
 */
public record RulesDocument(String text) {

  /** What genesis and every round carry. */
  public Digest hash() {
    return Digest.of(DomainTag.RULES, text.getBytes(StandardCharsets.UTF_8));
  }
}
