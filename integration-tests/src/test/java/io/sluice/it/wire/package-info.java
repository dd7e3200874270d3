/** The wire protocol and the backend connections against real servers, without the rest of the proxy. */
@NullMarked
package io.sluice.it.wire;

import org.jspecify.annotations.NullMarked;
