/**
 * Sluice beside one plain server: the same statement through both doors, in both protocols, and on a server that is no
 * shard. What the plain server answers is the truth. Knows both doors from outside only.
 */
@NullMarked
package io.sluice.it.compare;

import org.jspecify.annotations.NullMarked;
