/**
 * What a node owns on disk before it runs: its genesis, keys, passphrase, and where they lie.
 *
 * <p>Belongs here: the folder of a node ({@code Home}), its keys for other nodes, files that are
 * there whole or not at all. Does not belong here: how a chain is made ({@code ceremony}), journals
 * and blocks (persistence), what a configuration says (the hosts). Who comes in: start-up of
 * validator and gateway, the commands that make a chain. Source: DESIGN G1, P8; SPEC §12.
 */
package org.bitcraps.crypto.home;
