/**
 * Carries decisions out on the backends and writes the answer: one shard's answer forwarded undecoded, several pumped through a
 * merger, transactions begun late on each shard and ended everywhere.
 *
 * <p>Must not know: the commands of the protocol, logins, other clients. It is called by {@code frontend} and calls back when an
 * answer is written.
 *
 * <p><b>One thread.</b> Everything belongs to the event loop of its client.
 */
@NullMarked
package io.sluice.proxy.exec;

import org.jspecify.annotations.NullMarked;
