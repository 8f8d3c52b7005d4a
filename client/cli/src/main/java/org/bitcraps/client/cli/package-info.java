/**
 * The commands of {@code bitcraps}: one class per command, each a short conversation with a person
 * or a script.
 *
 * <p>Belongs here: arguments, what is printed, exit codes ({@link
 * org.bitcraps.client.cli.ExitCodes}). Does not belong here: protocol, signing, verifying; the SDK
 * does these. Who comes in: the launcher. Source: picocli 4.7.
 */
package org.bitcraps.client.cli;
