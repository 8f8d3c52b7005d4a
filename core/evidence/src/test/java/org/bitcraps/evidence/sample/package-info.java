/**
 * One rich sample of everything that has bytes, made from names instead of chance: the same on
 * every machine.
 *
 * <p>Belongs here: keys, facts and messages for tests, and the list of all formats with how each is
 * written and read. Does not belong here: assertions. Who comes in: tests of this room, of the
 * protocol's byte tables, and the published vectors.
 */
package org.bitcraps.evidence.sample;
