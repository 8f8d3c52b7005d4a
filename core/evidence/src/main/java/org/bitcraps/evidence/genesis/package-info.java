/**
 * What a chain is: its first facts, from which everything else is computed (DESIGN G1, G2).
 *
 * <p>Belongs here: the genesis document, its identity, the parameters that execution and message
 * validity depend on, identities of accounts and tables. Does not belong here: the state they start
 * (execution). Who comes in: everybody; the chain id is the trust root of a player.
 */
package org.bitcraps.evidence.genesis;
