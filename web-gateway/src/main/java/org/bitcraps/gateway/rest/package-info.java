/**
 * The gateway's HTTP doors: one resource per file, JSON in and out, errors as problem documents.
 *
 * <p>Belongs here: paths, status codes, media types, headers. Does not belong here: decisions about
 * bets or blocks, and anything that waits for another server. Who comes in: HTTP workers. Source:
 * SPEC §6; RFC 9110, RFC 9457; fields in {@code docs/http-api.md}.
 */
package org.bitcraps.gateway.rest;
