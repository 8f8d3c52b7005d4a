package org.bitcraps.evidence.genesis;

import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.wire.Utf8;

/**
 * The rules of the game as the text that players read and genesis commits to.
 *
 * @param text canonical UTF-8 text, lines end with \n
 */
public record RulesDocument(String text) {

  /**
   * What genesis and every round carry.
   *
   * @throws IllegalArgumentException if the text has no UTF-8
   */
  public Digest hash() {
    return Digest.of(DomainTag.RULES, Utf8.encode(text));
  }
}
