/** The documents say what the code says. Knows no server. */
@NullMarked
package io.sluice.it.docs;

import org.jspecify.annotations.NullMarked;
