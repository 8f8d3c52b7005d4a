/**
 * The deployed table: bets that are proven, outages that are survived, nonsense that is refused.
 *
 * <p>Belongs here: tests that play at the deployed EAR with the Java SDK. Does not belong here:
 * tests of one room. Who comes in: the build's {@code integration-test} phase. Source: SPEC §2, §6;
 * docs/http-api.md.
 */
package org.bitcraps.table;
