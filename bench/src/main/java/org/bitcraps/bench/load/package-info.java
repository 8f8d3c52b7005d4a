/**
 * The load generator: signed bets over HTTP until they are certified, as a player sees it.
 *
 * <p>Belongs here: a client that is as fast as it can be and counts honestly. Does not belong here:
 * anything that knows the inside of the server. Run {@code java -cp
 * bench/target/bitcraps-bench-*.jar org.bitcraps.bench.load.LoadMain --help}.
 */
package org.bitcraps.bench.load;
