/** Tests against an Artemis broker in this JVM, and against the scripts that make its queues. */
package org.bitcraps.jms;
