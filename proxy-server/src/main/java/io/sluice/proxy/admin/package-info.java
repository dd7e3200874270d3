/**
 * SHOW SLUICE … of the proxy itself, one class for each: it asks the event loops for what is theirs, and waits for none of them. It
 * knows nothing of packets.
 */
@NullMarked
package io.sluice.proxy.admin;

import org.jspecify.annotations.NullMarked;
