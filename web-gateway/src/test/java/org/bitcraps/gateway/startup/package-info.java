/** What an operator may say, and how he is told that it makes no sense. */
package org.bitcraps.gateway.startup;
