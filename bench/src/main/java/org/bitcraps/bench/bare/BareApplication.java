package org.bitcraps.bench.bare;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Where the product's addresses begin, too; the WAR's context stands before it. */
@ApplicationPath("/api/v1")
public class BareApplication extends Application {}
