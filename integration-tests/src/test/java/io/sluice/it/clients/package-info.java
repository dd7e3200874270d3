/**
 * Clients that nobody here wrote, through the proxy: what they send on connect, both their protocols, their types, long results
 * and errors. Tests of programs which this machine does not have are skipped and say so; with {@code -Dsluice.clients=required}
 * they fail.
 */
@NullMarked
package io.sluice.it.clients;

import org.jspecify.annotations.NullMarked;
