/**
 * The description of the API says what the gateway does, and the gateway does what it says.
 *
 * <p>Belongs here: comparisons of {@code src/main/openapi} with the code, both ways. Does not
 * belong here: answers of a running server ({@code ear}). Source: OpenAPI 3.1, JSON Schema 2020-12.
 */
package org.bitcraps.gateway.api;
