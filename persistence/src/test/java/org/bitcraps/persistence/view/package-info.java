/**
 * Tests of the readable view: the same on H2 and on PostgreSQL.
 *
 * <p>Belongs here: a played chain, a real PostgreSQL. Does not belong here: files. Who comes in:
 * nobody.
 */
package org.bitcraps.persistence.view;
