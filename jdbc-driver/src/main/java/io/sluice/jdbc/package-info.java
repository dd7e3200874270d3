/**
 * The {@code java.sql} face of Sluice: driver, data source, connection, statements, results.
 *
 * <p>It turns JDBC calls into executions and answers back into JDBC; where a statement goes is decided below, in {@code
 * io.sluice.routing}, and carried out in {@code io.sluice.jdbc.exec}.
 */
@NullMarked
package io.sluice.jdbc;

import org.jspecify.annotations.NullMarked;
