package org.bitcraps.gateway.rest;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/**
 * Everything that a gateway serves over HTTP, under one version. Resources are found by scanning.
 */
@ApplicationPath("/api/v1")
public class GatewayApplication extends Application {}
