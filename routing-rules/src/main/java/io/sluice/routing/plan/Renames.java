package io.sluice.routing.plan;

import io.sluice.routing.RoutingError;
import io.sluice.routing.RoutingException;
import io.sluice.routing.rules.Slot;
import io.sluice.routing.rules.TableRule;
import io.sluice.sql.lex.Lexer;
import io.sluice.sql.lex.Token;
import io.sluice.sql.text.Piece;
import io.sluice.sql.text.Span;
import io.sluice.sql.text.SqlTemplate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Plans new names for tables of the rules: {@code RENAME TABLE orders TO orders_old, orders_new TO orders}. The rules name tables, too:
 * both names must have one, and rows must belong where they already are. Every shard renames the tables of all its slots in one
 * statement, so that there all have their new names or none has.
 */
final class Renames {
    private final Survey survey;
    private final String words;

    /** @param words what the statement is called */
    Renames(Survey survey, String words) {
        this.survey = survey;
        this.words = words;
    }

    /** True for RENAME, and for ALTER TABLE … RENAME. */
    static boolean said(String verb, Survey survey) {
        if (!verb.equals("ALTER")) {
            return verb.equals("RENAME");
        }
        Lexer lexer = new Lexer(survey.text(), survey.fingerprint().dialect());
        for (Token token = lexer.next(); token != Token.END; token = lexer.next()) {
            if (token == Token.IDENT && !lexer.nameOnly() && lexer.is("RENAME")) {
                lexer.next();
                if (!lexer.is("COLUMN") && !lexer.is("INDEX") && !lexer.is("KEY")) {
                    return true;
                }
            }
        }
        return false;
    }

    /** @throws RoutingException where a new name's rule does not look for the rows where they are */
    void check() {
        List<Placed> named = survey.tables().stream()
                .filter(table -> table.occurrence().write())
                .toList();
        if (named.size() % 2 != 0) {
            throw RoutingError.CROSS_SHARD.with(words + " with a new name beside other tables", "rename it alone");
        }
        for (int i = 0; i < named.size(); i += 2) {
            check(named.get(i), named.get(i + 1));
        }
    }

    /** @throws RoutingException where {@code to}'s rule does not look for {@code from}'s rows where they are */
    private void check(Placed from, Placed to) {
        if (survey.cluster().rule(to.occurrence().name()) == null) {
            throw refuse(from, to, "has no rule");
        }
        if (survey.cluster().rule(from.occurrence().name()) == null) {
            throw refuse(to, from, "has no rule");
        }
        TableRule.Sharded one = from.sharded();
        TableRule.Sharded other = to.sharded();
        boolean alike = one != null && other != null
                ? one.levels().equals(other.levels()) && one.shards().equals(other.shards())
                : one == null
                        && other == null
                        && from.rule().getClass() == to.rule().getClass();
        if (!alike) {
            throw refuse(from, to, "has another rule");
        }
    }

    private RoutingException refuse(Placed from, Placed to, String why) {
        String name = to.occurrence().name();
        String like = from.occurrence().name();
        String rule = from.sharded() != null
                ? ": table('" + name + "') { like '" + like + "' }"
                : from.rule() instanceof TableRule.Broadcast ? ": broadcast '" + name + "'" : "";
        return RoutingError.CROSS_SHARD.with(
                words + " of " + like + " to " + name + ", which " + why + ",",
                "give it the same one in the rules file" + rule);
    }

    /** RENAME TABLE of tables that have been checked. */
    Everywhere sharded() {
        List<Placed> named = survey.tables();
        for (int i = 0; i < named.size(); i += 2) {
            if (named.get(i).sharded() == null) {
                throw Ddls.mixed(words, named.get(0), named.get(i));
            }
            if (i > 0 && !between(named.get(i - 1), named.get(i)).strip().equals(",")) {
                throw RoutingError.CROSS_SHARD.with(words + " with IF EXISTS inside", "say it once, at the beginning");
            }
        }
        // Each slot's table is a table of its own, for all of a shard are named in one text.
        List<Placed> tables = new ArrayList<>();
        Set<String> shards = new LinkedHashSet<>();
        for (Placed table : named) {
            for (Slot slot : java.util.Objects.requireNonNull(table.sharded()).slots()) {
                String name = Quoting.name(slot.table());
                tables.add(new Placed(table.occurrence(), table.rule(), List.of(name), table.table(), false));
                shards.add(slot.shard());
            }
        }
        List<Everywhere.Target> targets = new ArrayList<>();
        for (String shard : shards) {
            targets.add(new Everywhere.Target(shard, 0, text(named, shard)));
        }
        return new Everywhere(
                Plan.Access.WRITE, true, tables, targets, targets.get(0).text(new SqlTemplate(List.of())));
    }

    private SqlTemplate text(List<Placed> named, String shard) {
        Span first = named.get(0).occurrence().span();
        List<Piece> pieces = new ArrayList<>();
        pieces.add(new Piece.Text(survey.text().substring(0, first.start())));
        int ordinal = 0;
        boolean any = false;
        for (int i = 0; i < named.size(); i += 2) {
            List<Slot> slots =
                    java.util.Objects.requireNonNull(named.get(i).sharded()).slots();
            for (int slot = 0; slot < slots.size(); slot++) {
                if (slots.get(slot).shard().equals(shard)) {
                    pieces.add(new Piece.Text(any ? ", " : ""));
                    pieces.add(new Piece.Table(ordinal + slot));
                    pieces.add(new Piece.Text(between(named.get(i), named.get(i + 1))));
                    pieces.add(new Piece.Table(ordinal + slots.size() + slot));
                    any = true;
                }
            }
            ordinal += 2 * slots.size();
        }
        int end = named.get(named.size() - 1).occurrence().span().end();
        pieces.add(
                new Piece.Text(survey.text().substring(end, survey.fingerprint().statementEnd())));
        return new SqlTemplate(pieces);
    }

    private String between(Placed one, Placed other) {
        return survey.text()
                .substring(
                        one.occurrence().span().end(), other.occurrence().span().start());
    }
}
