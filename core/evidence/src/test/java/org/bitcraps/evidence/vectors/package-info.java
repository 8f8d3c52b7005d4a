/**
 * What other implementations are tested against: {@code docs/vectors/*.json}, compared byte for
 * byte with what the code computes, written anew with {@code -Drewrite}.
 */
package org.bitcraps.evidence.vectors;
