package io.sluice.routing.plan;

import io.sluice.routing.rules.TableRule;
import io.sluice.sql.lex.Lexer;
import io.sluice.sql.lex.Token;
import io.sluice.sql.text.Edit;
import io.sluice.sql.text.Piece;
import io.sluice.sql.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Names of foreign keys (and of CHECKs on MySQL) are one schema's: where several slots of a table lie on one shard, each must have
 * its own. {@code orders_ibfk_1} is called as a server itself would call it, any other has the slot's table behind it:
 * {@code fk_user__orders_0}. What clients are shown has them without.
 */
public final class ConstraintNames {
    /** Between a name and the slot's table. */
    public static final String SUFFIX = "__";

    private final Survey survey;
    private final List<Edit> edits = new ArrayList<>();
    private final Lexer lexer;
    private final Placed table;

    private ConstraintNames(Survey survey, Placed table) {
        this.survey = survey;
        this.table = table;
        this.lexer = new Lexer(survey.text(), survey.fingerprint().dialect());
    }

    /** What is to be changed in CREATE TABLE or ALTER TABLE of {@code rule}'s table; empty where a name is enough. */
    static List<Edit> edits(Survey survey, TableRule.Sharded rule) {
        boolean plain = rule.slots().stream()
                .allMatch(slot -> Quoting.name(slot.table()).equals(slot.table()));
        Placed table = survey.tables().get(0);
        boolean ours = table.occurrence().write() && table.sharded() != null;
        if (ViewDefinitions.alone(rule) || !plain || !ours) {
            return List.of();
        }
        ConstraintNames names = new ConstraintNames(survey, table);
        names.read();
        return names.edits;
    }

    private void read() {
        String before = "";
        String last = "";
        for (Token token = lexer.next(); token != Token.END; token = lexer.next()) {
            String word =
                    token == Token.IDENT && !lexer.nameOnly() ? lexer.name().toUpperCase(Locale.ROOT) : "";
            boolean dropped = (before.equals("DROP FOREIGN") && last.equals("KEY"))
                    || (before.endsWith("DROP") && last.equals("CHECK") && checks());
            if (token.word() && last.equals("CONSTRAINT") && !word.equals("FOREIGN") && !word.equals("CHECK")) {
                String name = lexer.name();
                Span span = new Span(lexer.start(), lexer.end());
                token = lexer.next();
                word = token == Token.IDENT ? lexer.name().toUpperCase(Locale.ROOT) : "";
                if (word.equals("FOREIGN") || (word.equals("CHECK") && checks())) {
                    rename(name, span);
                }
            } else if (token.word() && dropped) {
                rename(lexer.name(), new Span(lexer.start(), lexer.end()));
            }
            before = last.equals("FOREIGN") ? before + " FOREIGN" : last;
            before = before.endsWith("DROP FOREIGN") ? "DROP FOREIGN" : before;
            last = word;
        }
    }

    /** MariaDB's are one table's. */
    private boolean checks() {
        return !survey.cluster().dialect().mariaDb();
    }

    private void rename(String name, Span span) {
        String logical = table.occurrence().name();
        boolean generated = name.startsWith(logical + "_ibfk_") || name.startsWith(logical + "_chk_");
        Piece physical = new Piece.Table(table.occurrence().ordinal());
        if (generated) {
            edits.add(new Edit(span, physical));
            edits.add(new Edit(Span.at(span.end()), new Piece.Text(name.substring(logical.length()))));
        } else if (Quoting.name(name).equals(name)) {
            edits.add(new Edit(span, new Piece.Text(name + SUFFIX)));
            edits.add(new Edit(Span.at(span.end()), physical));
        }
    }
}
