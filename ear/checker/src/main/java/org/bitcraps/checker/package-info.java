/**
 * Judges a recorded run of a chain: what clients sent and were told, what gateways served, and
 * whether both can be true.
 *
 * <p>Belongs here: its own reading of {@code docs/wire.md}, {@code docs/proof.md} and {@code
 * docs/http-api.md}, with the JDK's crypto. Does not belong here: a single class of the rest of the
 * house, for a fault that both shared would be seen by neither (a wall and the POM keep it so).
 * Comes in: {@link org.bitcraps.checker.CheckerMain}, with the folder of a history.
 */
package org.bitcraps.checker;
