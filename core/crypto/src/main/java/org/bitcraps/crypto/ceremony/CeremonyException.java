package org.bitcraps.crypto.ceremony;

import java.io.IOException;

/** A file of the ceremony that cannot be taken; the message names the file and the field. */
public final class CeremonyException extends IOException {

  private static final long serialVersionUID = 1L;

  /** As {@code bob.member: address: …}. */
  CeremonyException(String source, String field, String why) {
    super(source + ": " + field + ": " + why);
  }

  /** About more than one field. */
  CeremonyException(String what) {
    super(what);
  }
}
