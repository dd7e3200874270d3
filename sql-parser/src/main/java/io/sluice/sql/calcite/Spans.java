package io.sluice.sql.calcite;

import io.sluice.sql.text.Span;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** The feed makes columns of offsets; here they become spans again. */
final class Spans {
    private Spans() {}

    static Span of(SqlParserPos pos) {
        return new Span(pos.getColumnNum() - 1, pos.getEndColumnNum());
    }

    static Span of(SqlNode node) {
        return of(node.getParserPosition());
    }

    static @Nullable Span orNull(@Nullable SqlParserPos pos) {
        return pos == null ? null : of(pos);
    }
}
