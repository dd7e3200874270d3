package io.sluice.sql;

import io.sluice.sql.text.Span;
import org.jspecify.annotations.Nullable;

/**
 * {@code LIMIT [offset,] count}, {@code LIMIT count OFFSET offset}.
 *
 * @param span from the word LIMIT to the end of the clause
 * @param offset null where there is none
 * @param count the number of rows
 */
public record LimitClause(Span span, @Nullable Operand offset, Operand count) {}
