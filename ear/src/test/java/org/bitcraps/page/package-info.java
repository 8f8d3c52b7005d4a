/**
 * The page in a real browser.
 *
 * <p>Belongs here: what a player sees, in Chromium, against the deployed EAR or against frames that
 * a test makes up. Does not belong here: what the gateway should send. Who comes in: the build's
 * {@code integration-test} phase. Source: docs/websocket.md; SPEC §8.
 */
package org.bitcraps.page;
