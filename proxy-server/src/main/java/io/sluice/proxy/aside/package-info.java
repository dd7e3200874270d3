/** Threads for what event loops have no time for. Must not know: what that is. */
@NullMarked
package io.sluice.proxy.aside;

import org.jspecify.annotations.NullMarked;
