package org.bitcraps.gateway.admin;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.bitcraps.evidence.chronicle.Deed;
import org.bitcraps.gateway.history.HistoryDesk;

/** Writes down who did what to this server. */
final class Deeds {

  private static final Logger LOG = System.getLogger(Deeds.class.getName());

  /** There are no roles yet: whoever reaches a toy's port may do this. */
  private static final String ACTOR = "anybody (devnet)";

  private Deeds() {}

  static void note(HistoryDesk desk, String action, String target, boolean success) {
    Deed deed = new Deed(System.currentTimeMillis(), ACTOR, action, target, success, "");
    if (!desk.note(deed)) {
      LOG.log(Level.WARNING, "not in the audit lines, which take none now: " + deed);
    }
  }
}
