package io.sluice.routing.plan;

import io.sluice.routing.RoutingError;
import io.sluice.routing.RoutingException;
import io.sluice.routing.rules.TableRule;
import io.sluice.sql.Dialect;
import io.sluice.sql.lex.Lexer;
import io.sluice.sql.lex.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Plans of the statements that do nothing but keep state in a connection: LOCK TABLES, HANDLER, XA. */
final class Keepers {
    private static final Set<String> KNOWN =
            Set.of("LOCK TABLES", "UNLOCK TABLES", "HANDLER", "PREPARE", "EXECUTE", "DEALLOCATE", "DROP");

    private Keepers() {}

    static boolean knows(String verb, Survey survey) {
        return verb.equals("FLUSH TABLES") ? locks(survey) : KNOWN.contains(verb) || verb.startsWith("XA");
    }

    /** FLUSH TABLES … WITH READ LOCK, FLUSH TABLES … FOR EXPORT. */
    private static boolean locks(Survey survey) {
        List<String> words = words(survey);
        return words.contains("LOCK") || words.contains("EXPORT");
    }

    static Plan plan(String verb, Survey survey, OwnText own) {
        Hold locks = new Hold.TableLocks();
        boolean oneShard = survey.cluster().shards().size() == 1;
        switch (verb) {
            case "LOCK TABLES" -> {
                return oneShard
                        ? lasting(survey, own, false, List.of(new Left.Takes(locks)))
                        : TableLocking.plan(survey);
            }
            case "UNLOCK TABLES" -> {
                return oneShard
                        ? lasting(survey, own, false, List.of(new Left.Ends(locks)))
                        : new Plan.Locks(List.of());
            }
            case "FLUSH TABLES" -> {
                return flush(survey, own, locks);
            }
            case "HANDLER" -> {
                onOneShard(verb, survey);
                return lasting(survey, own, true, handler(survey));
            }
            case "PREPARE", "EXECUTE", "DEALLOCATE", "DROP" -> {
                RoutingException refused = RoutingError.NOT_UNDERSTOOD.with(
                        verb, "its text must be one literal or one @variable, its values @variables");
                return new Plan.Refused(refused.error(), refused.text(), true);
            }
            default -> {
                if (!oneShard || !verb.startsWith("XA")) {
                    throw RoutingError.SESSION_BOUND.with(verb);
                }
                return lasting(survey, own, true, xa(verb));
            }
        }
    }

    private static Plan flush(Survey survey, OwnText own, Hold locks) {
        if (!survey.tables().isEmpty()) {
            onOneShard("FLUSH TABLES", survey);
        } else if (survey.cluster().shards().size() > 1) {
            throw RoutingError.SESSION_BOUND.with("FLUSH TABLES WITH READ LOCK");
        }
        return lasting(survey, own, true, List.of(new Left.Takes(locks)));
    }

    /** The tables must all be on one shard, and whole there: to lock or read a part of a table is not what is asked for. */
    private static void onOneShard(String verb, Survey survey) {
        boolean oneShard = survey.cluster().shards().size() == 1;
        for (Placed table : survey.tables()) {
            TableRule.Sharded sharded = table.sharded();
            boolean split = sharded != null && sharded.slots().size() > 1;
            if (split || (table.rule() instanceof TableRule.Broadcast && !oneShard)) {
                throw RoutingError.CROSS_SHARD.with(
                        verb + " with " + table.occurrence().name(),
                        "use it with tables that are on one shard, or in their place SELECT … FOR UPDATE, or GET_LOCK()");
            }
        }
    }

    /** HANDLER t OPEN AS a, HANDLER a READ FIRST, HANDLER a CLOSE. */
    private static List<Left> handler(Survey survey) {
        List<String> words = words(survey);
        Dialect dialect = survey.cluster().dialect();
        String name = survey.tables().get(0).occurrence().name();
        int open = words.indexOf("OPEN");
        if (open >= 0) {
            String last = written(survey).get(words.size() - 1);
            String alias = open == words.size() - 1 ? name : last;
            if (!dialect.sameName(alias, name) && survey.cluster().rules().table(alias) != null) {
                throw RoutingError.CROSS_SHARD.with("HANDLER with the name of table " + alias, "use another name");
            }
            return List.of(new Left.Takes(new Hold.Handler(dialect.folded(alias))));
        }
        return words.get(words.size() - 1).equals("CLOSE")
                ? List.of(new Left.Ends(new Hold.Handler(dialect.folded(name))))
                : List.of();
    }

    private static List<Left> xa(String verb) {
        return switch (verb) {
            case "XA START", "XA BEGIN" -> List.of(new Left.Takes(new Hold.Xa()));
            case "XA COMMIT", "XA ROLLBACK" -> List.of(new Left.Ends(new Hold.Xa()));
            default -> List.of();
        };
    }

    /** The words of the statement in upper case, quoted ones without their quotes. */
    private static List<String> words(Survey survey) {
        return written(survey).stream()
                .map(word -> word.toUpperCase(Locale.ROOT))
                .toList();
    }

    private static List<String> written(Survey survey) {
        List<String> words = new ArrayList<>();
        Lexer lexer = new Lexer(survey.text(), survey.fingerprint().dialect());
        for (Token token = lexer.next(); token != Token.END; token = lexer.next()) {
            if (token.word()) {
                words.add(lexer.name());
            }
        }
        return words;
    }

    private static Plan lasting(Survey survey, OwnText own, boolean rows, List<Left> left) {
        Routed routed = Reads.routed(survey, own, Plan.Access.SIDE_EFFECT, rows, Reads.never());
        return left.isEmpty() ? routed : new Lasting(routed, left);
    }
}
