/**
 * Looks at one node of this machine, before it starts and while it runs.
 *
 * <p>Belongs here: what an operator can put right, each as a finding with what to do. Does not
 * belong here: what the chain decides, and repairs: nothing is changed by a look. Who comes in: the
 * commands {@code doctor}, {@code start}, {@code status}. Source: DESIGN G1, P8; ADR 0019.
 */
package org.bitcraps.client.cli.doctor;
