/**
 * The walls of the house (DESIGN §1, W1–W7) as rules over the compiled classes of every room, each
 * with a fixture that breaks it.
 *
 * <p>Belongs here: what may know what. Does not belong here: what anything does. Who comes in: the
 * build's {@code test} phase. A new wall is a {@link org.bitcraps.architecture.Wall} in {@link
 * org.bitcraps.architecture.Walls} and a {@link org.bitcraps.architecture.Breach} that breaks it.
 * Source: ArchUnit User Guide.
 */
package org.bitcraps.architecture;
