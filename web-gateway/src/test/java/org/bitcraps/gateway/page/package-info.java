/**
 * The page's verifier (TypeScript, {@code src/main/page/proof}) held to Java's: both get the same
 * documents and vectors, and must give the same verdict, reason and steps.
 *
 * <p>Belongs here: comparisons with {@code evidence.proof}, and {@code verify.html} in a real
 * browser. Does not belong here: the table page, which needs a server ({@code ear}). Who comes in:
 * the build.
 */
package org.bitcraps.gateway.page;
