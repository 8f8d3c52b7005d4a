package org.bitcraps.node.startup;

/** What a server runs of the one EAR (SPEC §1). */
public enum Role {
  /** One validator. */
  VALIDATOR,
  /** A gateway; no validator. */
  GATEWAY,
  /** Every validator whose keys are here, and a gateway: the whole game in one server. */
  ALL
}
