/**
 * Tests of the files. {@link org.bitcraps.persistence.journal.JournalContract} holds for every
 * journal; the rest is about bytes on a disk.
 */
package org.bitcraps.persistence.journal;
