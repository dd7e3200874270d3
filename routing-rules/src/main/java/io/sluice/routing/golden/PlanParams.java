package io.sluice.routing.golden;

import io.sluice.sql.Dialect;
import io.sluice.sql.SqlValue;
import io.sluice.sql.lex.Lexer;
import io.sluice.sql.lex.Literals;
import io.sluice.sql.lex.Token;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** The values of a {@code params} line: {@code 7, -1, 'text', 1.50, NULL}. */
final class PlanParams {
    private PlanParams() {}

    static List<SqlValue> read(String text) {
        List<SqlValue> values = new ArrayList<>();
        Lexer lexer = new Lexer(text, Dialect.MARIADB);
        boolean negative = false;
        for (Token token = lexer.next(); token != Token.END; token = lexer.next()) {
            if (token == Token.MINUS) {
                negative = true;
            } else if (token.slot()) {
                SqlValue value = Literals.value(text, lexer.start(), lexer.end(), Dialect.MARIADB);
                values.add(negative ? negated(value) : value);
                negative = false;
            } else if (lexer.is("NULL")) {
                values.add(new SqlValue.Null());
            } else if (token != Token.COMMA) {
                throw new IllegalArgumentException("params " + text);
            }
        }
        return values;
    }

    private static SqlValue negated(SqlValue value) {
        if (value instanceof SqlValue.Whole whole) {
            return new SqlValue.Whole(whole.value().negate());
        }
        BigDecimal decimal = ((SqlValue.Decimal) value).value();
        return new SqlValue.Decimal(decimal.negate());
    }
}
