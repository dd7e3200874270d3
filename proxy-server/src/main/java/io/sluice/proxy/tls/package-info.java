/**
 * TLS on both sides: what the cluster file says of it as something connections can be encrypted with, by the JDK's own provider, and
 * the certificate made at start for who has none. Must not know: the protocol, and what is done with a connection.
 */
@NullMarked
package io.sluice.proxy.tls;

import org.jspecify.annotations.NullMarked;
