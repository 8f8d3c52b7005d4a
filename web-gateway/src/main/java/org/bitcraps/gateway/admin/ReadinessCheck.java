package org.bitcraps.gateway.admin;

import java.util.Optional;

/**
 * One reason why this gateway might not be ready. Every CDI bean of this type takes part in the
 * verdict; asking must be quick (no I/O, no waiting), because load balancers ask every second.
 */
public interface ReadinessCheck {

  /** Short lower-case name, unique in this server: {@code deployment}, {@code chain}, … */
  String name();

  /** Whether a problem is only said: players may be sent here all the same. */
  default boolean isAdvice() {
    return false;
  }

  /** Empty when all is well, else one sentence for the operator, without anything secret. */
  Optional<String> problem();
}
