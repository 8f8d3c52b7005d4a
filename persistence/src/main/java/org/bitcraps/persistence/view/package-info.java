/**
 * The readable view of the chain in a database: JPA with EclipseLink, migrations with Flyway, H2 or
 * PostgreSQL. What stands here is looked up, never believed, and can be written again from blocks.
 *
 * <p>Belongs here: rows, the projection of a block to rows, migrations ({@code db/view}, {@code
 * db/audit}). Does not belong here: files (journal), who writes when (gateway). Who comes in:
 * whoever was given an {@link org.bitcraps.evidence.chronicle.Chronicle}. Source: SPEC §6, §12;
 * DESIGN W5, W6, G3.
 */
package org.bitcraps.persistence.view;
