/**
 * A small chain in memory for the gateway's tests: real keys, real execution, test certificates.
 *
 * <p>Belongs here: what several rooms' tests need. Does not belong here: assertions. Who comes in:
 * tests of every room.
 */
package org.bitcraps.gateway.chain;
