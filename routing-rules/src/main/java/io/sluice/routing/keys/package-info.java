/**
 * What a value means as a sharding key: two values that MySQL calls equal in a column become one canonical key, and what
 * cannot be proven says so. Knows values, columns and key types; knows no statements, no shards and no rules.
 */
@NullMarked
package io.sluice.routing.keys;

import org.jspecify.annotations.NullMarked;
