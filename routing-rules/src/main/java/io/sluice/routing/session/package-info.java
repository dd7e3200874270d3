/**
 * One client's session: schema, variables, transaction, what it has written; and from these, primary or replica and why. It opens no connection.
 */
@NullMarked
package io.sluice.routing.session;

import org.jspecify.annotations.NullMarked;
