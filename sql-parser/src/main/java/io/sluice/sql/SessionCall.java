package io.sluice.sql;

import io.sluice.sql.text.Span;

/**
 * A call whose answer belongs to the client's session, not to whichever backend connection runs the statement.
 *
 * @param span the whole call
 * @param name upper case: LAST_INSERT_ID, ROW_COUNT, FOUND_ROWS, CONNECTION_ID, DATABASE (SCHEMA is given as DATABASE),
 *     USER (so are SESSION_USER and SYSTEM_USER), CURRENT_USER, or {@code @@IDENTITY}, {@code @@LAST_INSERT_ID},
 *     {@code @@AUTOCOMMIT}, {@code @@WARNING_COUNT}, {@code @@ERROR_COUNT}; only the forms without arguments
 */
public record SessionCall(Span span, String name) {}
