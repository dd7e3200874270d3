package io.sluice.sql.calcite.grammar;

import io.sluice.sql.Dialect;
import io.sluice.sql.lex.Lexer;
import io.sluice.sql.lex.Token;
import io.sluice.sql.lex.Words;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

/**
 * Feeds the generated parser from our own lexer, so that fingerprint and parser read a text alike. The tokens are made at
 * once and linked; then those whose kind depends on their neighbours are settled.
 */
public final class TokenFeed extends MysqlParserTokenManager {
    private final String text;
    private final Dialect dialect;
    private final List<SqlToken> tokens = new ArrayList<>();
    private int slots;
    private int at;

    /** Reads the text up to {@code end}. */
    public TokenFeed(String text, Dialect dialect, int end) {
        super(new SimpleCharStream(Reader.nullReader(), 1, 1, 1));
        this.text = text;
        this.dialect = dialect;
        Lexer lexer = new Lexer(text, dialect);
        Token token = lexer.next();
        while (token != Token.END && lexer.start() < end) {
            add(token, lexer);
            token = lexer.next();
        }
        SqlToken eof = token(MysqlParserConstants.EOF, "", end, end);
        link();
        eof.next = eof;
        settle();
        queries();
    }

    @Override
    public io.sluice.sql.calcite.grammar.Token getNextToken() {
        return tokens.get(Math.min(at++, tokens.size() - 1));
    }

    private void add(Token token, Lexer lexer) {
        int kind = kind(token, lexer);
        boolean named = token.word() || token == Token.USER_VARIABLE || token == Token.SYSTEM_VARIABLE;
        String image = named || token == Token.INTRODUCER ? lexer.name() : "";
        SqlToken made = token(kind, image, lexer.start(), lexer.end());
        if (token.slot()) {
            made.slot = slots++;
        }
    }

    private SqlToken token(int kind, String image, int start, int end) {
        SqlToken token = new SqlToken();
        token.kind = kind;
        token.image = image;
        token.beginLine = 1;
        token.endLine = 1;
        token.beginColumn = start + 1;
        token.endColumn = end;
        tokens.add(token);
        return token;
    }

    private int kind(Token token, Lexer lexer) {
        return switch (token) {
            case IDENT -> lexer.nameOnly() ? MysqlParserConstants.IDENTIFIER : word(lexer.name());
            case PIPES -> dialect.pipesAsConcat() ? MysqlParserConstants.CONCAT : MysqlParserConstants.OR;
            default -> Kinds.of(token);
        };
    }

    private int word(String word) {
        Integer kind = Keywords.kind(word);
        if (kind != null) {
            return kind;
        }
        return Words.reserved(word, dialect) ? MysqlParserConstants.DOLLAR : MysqlParserConstants.IDENTIFIER;
    }

    private void link() {
        for (int i = 0; i + 1 < tokens.size(); i++) {
            tokens.get(i).next = tokens.get(i + 1);
        }
    }

    /** Words that are a keyword or a function's name depending on what stands beside them. */
    private void settle() {
        for (int i = 0; i + 1 < tokens.size(); i++) {
            SqlToken token = tokens.get(i);
            boolean called = tokens.get(i + 1).kind == MysqlParserConstants.LPAREN;
            int before = i == 0 ? MysqlParserConstants.EOF : tokens.get(i - 1).kind;
            switch (token.kind) {
                case MysqlParserConstants.LEFT,
                        MysqlParserConstants.RIGHT,
                        MysqlParserConstants.REPLACE,
                        MysqlParserConstants.INSERT -> {
                    if (called && i > 0) {
                        token.kind = MysqlParserConstants.DOLLAR;
                    }
                }
                case MysqlParserConstants.MOD -> {
                    if (called && !operandEnd(before)) {
                        token.kind = MysqlParserConstants.DOLLAR;
                    }
                }
                case MysqlParserConstants.NOT -> {
                    if (dialect.highNotPrecedence() && !operandEnd(before) && before != MysqlParserConstants.IS) {
                        token.kind = MysqlParserConstants.BANG;
                    }
                }
                case MysqlParserConstants.IDENTIFIER -> {
                    if (called && apart(token) && Keywords.needsParenthesis(token.image)) {
                        // COUNT (a) is no aggregate but a function of the user's that has its name.
                        token.kind = MysqlParserConstants.BACK_QUOTED_IDENTIFIER;
                    } else if (called && before != MysqlParserConstants.DOT && token.image.equalsIgnoreCase("CAST")) {
                        token.kind = MysqlParserConstants.CAST;
                    }
                }
                case MysqlParserConstants.DOT -> {
                    // FROM .t is a table to MariaDB alone.
                    if (!dialect.mariaDb()
                            && before != MysqlParserConstants.IDENTIFIER
                            && before != MysqlParserConstants.BACK_QUOTED_IDENTIFIER) {
                        token.kind = MysqlParserConstants.BEL;
                    }
                }
                case MysqlParserConstants.COLLATION_ID -> {
                    if (tokens.get(i + 1).slot < 0) {
                        token.kind = MysqlParserConstants.IDENTIFIER;
                    }
                }
                default -> {}
            }
        }
    }

    /** Something stands between the token and the next one that the server does not overlook there. */
    private boolean apart(SqlToken token) {
        int end = token.endColumn;
        int next = token.next.beginColumn - 1;
        return next > end
                && !(dialect.ignoreSpace() && text.substring(end, next).isBlank());
    }

    private static boolean operandEnd(int kind) {
        return switch (kind) {
            case MysqlParserConstants.IDENTIFIER,
                    MysqlParserConstants.BACK_QUOTED_IDENTIFIER,
                    MysqlParserConstants.DOLLAR,
                    MysqlParserConstants.QUOTED_STRING,
                    MysqlParserConstants.PREFIXED_STRING_LITERAL,
                    MysqlParserConstants.UNSIGNED_INTEGER_LITERAL,
                    MysqlParserConstants.BINARY_STRING_LITERAL,
                    MysqlParserConstants.HOOK,
                    MysqlParserConstants.RPAREN,
                    MysqlParserConstants.NULL,
                    MysqlParserConstants.TRUE,
                    MysqlParserConstants.FALSE,
                    MysqlParserConstants.USER_VARIABLE,
                    MysqlParserConstants.SYSTEM_VARIABLE -> true;
            default -> false;
        };
    }

    /** Finds the parentheses in which a query stands and nothing else, inner ones first. */
    private void queries() {
        int[] match = new int[tokens.size()];
        int[] open = new int[tokens.size()];
        int depth = 0;
        for (int i = 0; i < tokens.size(); i++) {
            int kind = tokens.get(i).kind;
            if (kind == MysqlParserConstants.LPAREN) {
                open[depth++] = i;
            } else if (kind == MysqlParserConstants.RPAREN && depth > 0) {
                match[open[--depth]] = i;
            } else if (kind == MysqlParserConstants.COMMA && depth > 0) {
                tokens.get(open[depth - 1]).list = true;
            }
        }
        for (int i = tokens.size() - 2; i >= 0; i--) {
            if (tokens.get(i).kind == MysqlParserConstants.LPAREN) {
                tokens.get(i).query = query(i + 1, match);
            }
        }
    }

    private boolean query(int first, int[] match) {
        SqlToken token = tokens.get(first);
        return switch (token.kind) {
            case MysqlParserConstants.SELECT, MysqlParserConstants.WITH, MysqlParserConstants.TABLE -> true;
            case MysqlParserConstants.VALUES -> Ahead.word(token.next, "ROW") || rows(first + 1, match);
            case MysqlParserConstants.LPAREN -> token.query && follows(tokens.get(match[first] + 1));
            default -> false;
        };
    }

    /** MariaDB's {@code VALUES (1), (2)}, which is not the function {@code VALUES(a)}. */
    private boolean rows(int open, int[] match) {
        return tokens.get(open).kind == MysqlParserConstants.LPAREN
                && match[open] > 0
                && (tokens.get(match[open] + 1).kind == MysqlParserConstants.COMMA
                        || tokens.get(open).list
                        || tokens.get(open + 1).slot >= 0);
    }

    /** What may stand behind a query in parentheses that is itself part of a query. */
    private static boolean follows(SqlToken token) {
        return switch (token.kind) {
            case MysqlParserConstants.RPAREN,
                    MysqlParserConstants.UNION,
                    MysqlParserConstants.EXCEPT,
                    MysqlParserConstants.INTERSECT,
                    MysqlParserConstants.ORDER,
                    MysqlParserConstants.LIMIT,
                    MysqlParserConstants.FOR,
                    MysqlParserConstants.LOCK -> true;
            default -> Ahead.fetch(token);
        };
    }
}
