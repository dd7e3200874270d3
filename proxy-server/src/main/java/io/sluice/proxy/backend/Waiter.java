package io.sluice.proxy.backend;

import io.netty.util.concurrent.Promise;

/**
 * Who waits for a connection.
 *
 * @param turn who asked first has the lower one
 */
record Waiter(Promise<BackendConnection> promise, SessionImage image, long turn) {}
