/**
 * What operators see: counts and times of statements for Prometheus, the log of slow statements, and the small HTTP listener with
 * {@code /metrics} and {@code /health}. Who counts here pays a few nanoseconds and allocates nothing; who reads does so on threads of
 * its own. It knows nothing of clients and executors: those tell it.
 */
@NullMarked
package io.sluice.proxy.metrics;

import org.jspecify.annotations.NullMarked;
