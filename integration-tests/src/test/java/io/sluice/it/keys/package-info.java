/** Sharding keys of every type in every form, through every door, beside one plain server. */
@NullMarked
package io.sluice.it.keys;

import org.jspecify.annotations.NullMarked;
