/**
 * The demo: a whole cluster on this machine with one command, and the shop in it. Uses the launcher of
 * {@code io.sluice.examples.servers} and the proxy as anybody would; knows nothing of how either works inside.
 */
@NullMarked
package io.sluice.examples.demo;

import org.jspecify.annotations.NullMarked;
