/**
 * The clients' side: login, one handler per client, the commands of the protocol and the client's prepared statements. What a
 * statement means is the core's affair, how it is carried out {@code exec}'s.
 *
 * <p>Must not know: the backends' connections (it hands work to {@code exec} and waits to be called back).
 *
 * <p><b>One thread.</b> A client lives on one event loop; everything here but {@link io.sluice.proxy.frontend.Accounts} and {@link
 * io.sluice.proxy.frontend.Connections} is confined to it.
 */
@NullMarked
package io.sluice.proxy.frontend;

import org.jspecify.annotations.NullMarked;
