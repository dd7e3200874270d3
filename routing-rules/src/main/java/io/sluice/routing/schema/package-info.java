/**
 * Columns, keys, types and collations of the physical tables, as data. Loading them is the control plane's work.
 */
@NullMarked
package io.sluice.routing.schema;

import org.jspecify.annotations.NullMarked;
