/**
 * Files of LOAD DATA LOCAL: their bytes are cut into rows as a server cuts them, and each row finds the slot it belongs to. Knows no
 * sockets, no threads and no plans; the bytes of a row go on as the client wrote them.
 */
@NullMarked
package io.sluice.routing.load;

import org.jspecify.annotations.NullMarked;
