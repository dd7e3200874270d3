/** Files of clients that are loaded into sharded tables, beside one plain server that loads the same file. */
@NullMarked
package io.sluice.it.load;

import org.jspecify.annotations.NullMarked;
