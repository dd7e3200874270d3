/**
 * From a plan and the values of one execution to the shards and the text for each. It opens no connection.
 */
@NullMarked
package io.sluice.routing.route;

import org.jspecify.annotations.NullMarked;
