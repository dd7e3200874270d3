package io.sluice.sql.calcite.grammar;

import io.sluice.sql.lex.Token;

/** The grammar's kind for each token of the lexer that does not depend on anything else. */
final class Kinds {
    private Kinds() {}

    static int of(Token token) {
        return switch (token) {
            case IDENT, QUOTED_IDENT -> MysqlParserConstants.BACK_QUOTED_IDENTIFIER;
            case STRING -> MysqlParserConstants.QUOTED_STRING;
            case NATIONAL_STRING -> MysqlParserConstants.PREFIXED_STRING_LITERAL;
            case NUMBER_INT, NUMBER_DECIMAL, NUMBER_FLOAT -> MysqlParserConstants.UNSIGNED_INTEGER_LITERAL;
            case HEX, BIT -> MysqlParserConstants.BINARY_STRING_LITERAL;
            case PARAMETER -> MysqlParserConstants.HOOK;
            case USER_VARIABLE -> MysqlParserConstants.USER_VARIABLE;
            case SYSTEM_VARIABLE -> MysqlParserConstants.SYSTEM_VARIABLE;
            case INTRODUCER -> MysqlParserConstants.COLLATION_ID;
            case NULL_ESCAPE -> MysqlParserConstants.NULL;
            case LPAREN -> MysqlParserConstants.LPAREN;
            case RPAREN -> MysqlParserConstants.RPAREN;
            case LBRACE -> MysqlParserConstants.LBRACE;
            case RBRACE -> MysqlParserConstants.RBRACE;
            case COMMA -> MysqlParserConstants.COMMA;
            case SEMICOLON -> MysqlParserConstants.SEMICOLON;
            case DOT -> MysqlParserConstants.DOT;
            case COLON -> MysqlParserConstants.COLON;
            case PIPES -> MysqlParserConstants.OR;
            case END -> MysqlParserConstants.EOF;
            case ERROR -> MysqlParserConstants.BEL;
            default -> operator(token);
        };
    }

    private static int operator(Token token) {
        return switch (token) {
            case PLUS -> MysqlParserConstants.PLUS;
            case MINUS -> MysqlParserConstants.MINUS;
            case STAR -> MysqlParserConstants.STAR;
            case SLASH -> MysqlParserConstants.SLASH;
            case PERCENT -> MysqlParserConstants.PERCENT_REMAINDER;
            case EQ -> MysqlParserConstants.EQ;
            case NULL_SAFE_EQ -> MysqlParserConstants.NULL_SAFE_EQ;
            case NE -> MysqlParserConstants.NE;
            case LT -> MysqlParserConstants.LT;
            case LE -> MysqlParserConstants.LE;
            case GT -> MysqlParserConstants.GT;
            case GE -> MysqlParserConstants.GE;
            case ASSIGN -> MysqlParserConstants.ASSIGN;
            case ARROW -> MysqlParserConstants.LAMBDA;
            case LONG_ARROW -> MysqlParserConstants.JSON_UNQUOTE;
            case AND_AND -> MysqlParserConstants.AND;
            case SHIFT_LEFT -> MysqlParserConstants.LEFTSHIFT;
            case SHIFT_RIGHT -> MysqlParserConstants.RIGHTSHIFT;
            case NOT -> MysqlParserConstants.BANG;
            case TILDE -> MysqlParserConstants.TILDE;
            case AMPERSAND -> MysqlParserConstants.AMPERSAND;
            case PIPE -> MysqlParserConstants.VERTICAL_BAR;
            case CARET -> MysqlParserConstants.CARET;
            default -> MysqlParserConstants.BEL;
        };
    }
}
