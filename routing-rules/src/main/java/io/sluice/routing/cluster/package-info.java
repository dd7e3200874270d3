/**
 * An immutable snapshot of shards, servers, rules, schema and its own plan cache; a change builds a new one and swaps a reference. It opens no connection.
 */
@NullMarked
package io.sluice.routing.cluster;

import org.jspecify.annotations.NullMarked;
