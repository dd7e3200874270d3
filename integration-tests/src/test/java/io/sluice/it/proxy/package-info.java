/** The proxy against real servers: logins, commands, transactions, failures. */
@NullMarked
package io.sluice.it.proxy;

import org.jspecify.annotations.NullMarked;
