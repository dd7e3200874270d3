/**
 * The proxy: {@link io.sluice.proxy.ProxyServer} listens and puts the parts together, {@link io.sluice.proxy.ProxyMain} is the command
 * line. A statement travels {@code frontend} (receive, decide) → {@code exec} (carry out) → {@code backend} (connections), over the
 * packets of {@code protocol}.
 */
@NullMarked
package io.sluice.proxy;

import org.jspecify.annotations.NullMarked;
