/**
 * The same text through Sluice and on one plain server: tricky forms and a million mutations must touch the same rows, or be
 * refused. It knows the doors and the protocol, nothing of the core.
 */
@NullMarked
package io.sluice.it.reading;

import org.jspecify.annotations.NullMarked;
