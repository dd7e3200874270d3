/** The JDBC driver against real servers, beside plain Connector/J on one server: the same calls, the same answers. */
@NullMarked
package io.sluice.it.jdbc;

import org.jspecify.annotations.NullMarked;
