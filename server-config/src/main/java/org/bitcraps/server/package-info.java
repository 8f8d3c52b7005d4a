/**
 * Makes a WildFly that runs BitCraps out of WildFly's published archive and our CLI scripts.
 *
 * <p>Belongs here: what happens before a server exists. Does not belong here: anything that runs
 * inside a server, or decides what a server is configured to do (that stands in {@code
 * src/main/cli}). Who comes in: the Maven build. Source: WildFly Admin Guide, "Offline Management".
 */
package org.bitcraps.server;
