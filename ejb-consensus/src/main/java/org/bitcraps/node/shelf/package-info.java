/**
 * What may be lost: caches of the server, which it may share with the servers of all other nodes.
 *
 * <p>Belongs here: the port, and the one thread and the bounds between a cache and whoever else has
 * something to do. Does not belong here: what an entry must prove before it is used (its reader's),
 * which caches there are (startup). Who comes in: verdicts, startup. Source: DESIGN X2, X4;
 * docs/adr/0016-caches.md.
 */
package org.bitcraps.node.shelf;
