package io.sluice.routing.plan;

import io.sluice.routing.Ready;
import io.sluice.routing.RoutingException;
import io.sluice.routing.merge.Aggregation;
import io.sluice.routing.merge.Memory;
import io.sluice.routing.merge.Merge;
import io.sluice.routing.merge.Mergers;
import io.sluice.routing.merge.SortKey;
import io.sluice.routing.route.Feed;
import io.sluice.routing.route.Route;
import io.sluice.routing.route.ShardStatement;
import io.sluice.sql.Operand;
import io.sluice.sql.SqlValue;
import io.sluice.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * The one text form of what is to be done for a statement: EXPLAIN ROUTE prints it, {@code .plan} files hold it. First the
 * shape, placement and reason, then each shard with its SQL, then how the answers become one, the outermost step first; then, where
 * rows do not just pass by, where they are held.
 */
public final class PlanPrinter {
    private final IntFunction<SqlValue> parameters;
    private final List<String> lines = new ArrayList<>();

    private PlanPrinter(IntFunction<SqlValue> parameters) {
        this.parameters = parameters;
    }

    /**
     * Prints {@code ready}.
     *
     * @param parameters the client's parameters by ordinal, for statements that have some
     */
    public static List<String> lines(Ready ready, IntFunction<SqlValue> parameters) {
        PlanPrinter printer = new PlanPrinter(parameters);
        printer.ready(ready);
        return printer.lines;
    }

    /** The line for an error. */
    public static String line(RoutingException error) {
        return line(error.error(), error.text(), "");
    }

    private static String line(io.sluice.routing.RoutingError error, String text, String unless) {
        return "error " + error.code() + " (" + error.errno() + " " + error.sqlState() + ")" + unless + ": " + text;
    }

    private void ready(Ready ready) {
        Plan plan = ready.plan();
        Route route = ready.route();
        if (plan instanceof Plan.Refused refused) {
            String unless = refused.perhapsSyntax() ? ", unless it is a syntax error" : "";
            lines.add(line(refused.error(), refused.message(), unless));
        } else if (route != null) {
            Duration timeout = ready.timeout();
            String within = timeout == null ? "" : ", within " + timeout.toMillis() + " ms";
            route(plan instanceof Lasting lasting ? lasting.inner() : plan, route, ready.placement() + within);
            if (plan instanceof Lasting lasting) {
                left(lasting, !(route instanceof Route.Many));
            }
        } else {
            lines.add("local: " + local(plan));
        }
    }

    private void left(Lasting plan, boolean counted) {
        List<String> read = new ArrayList<>();
        for (Left left : plan.left()) {
            if (left instanceof Left.Variable variable) {
                read.add("@" + variable.name());
            } else if (left instanceof Left.FoundRows && counted) {
                read.add("FOUND_ROWS()");
            } else if (left instanceof Left.InsertId) {
                read.add("LAST_INSERT_ID()");
            }
        }
        if (!read.isEmpty()) {
            lines.add("read back " + String.join(", ", read));
        }
        for (Left left : plan.left()) {
            if (left instanceof Left.Takes || (left instanceof Left.Lock lock && lock.get())) {
                lines.add("keep the connection: " + left.words());
            }
        }
    }

    private static String local(Plan plan) {
        if (plan instanceof Plan.OfName named) {
            return named.statement().kind().toString().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
        if (plan instanceof Plan.UseSchema use) {
            return "use " + use.schema();
        }
        if (plan instanceof Plan.TransactionControl control) {
            return control.statement()
                    .kind()
                    .toString()
                    .toLowerCase(Locale.ROOT)
                    .replace('_', ' ');
        }
        if (plan instanceof Plan.Locks locks) {
            return locks.parts().isEmpty()
                    ? "unlock tables"
                    : locks.parts().stream()
                            .map(part -> "on " + part.shard() + " " + part.sql())
                            .collect(Collectors.joining("; "));
        }
        if (plan instanceof Plan.ChangeSession) {
            return "set";
        }
        Statement statement = plan instanceof Plan.Local local ? local.statement() : null;
        if (statement instanceof Statement.Show show) {
            return "show " + show.what().toLowerCase(Locale.ROOT);
        }
        if (statement instanceof Statement.SwitchPrimary) {
            return "switch primary";
        }
        return statement instanceof Statement.Kill ? "kill" : "explain route";
    }

    private void route(Plan plan, Route route, String placement) {
        shape(plan, route, placement);
        if (route.memory() != Memory.STREAM) {
            lines.add("memory: " + route.memory().words());
        }
    }

    private void shape(Plan plan, Route route, String placement) {
        if (route instanceof Route.One one) {
            lines.add("one, " + placement);
            part(one.part());
            lines.add("forward");
        } else if (route instanceof Route.Many many) {
            boolean one = many.merge() instanceof Merge.Renamed;
            lines.add((plan instanceof Everywhere ? "everywhere, " : one ? "one, " : "many, ") + placement);
            many.parts().forEach(this::part);
            if (many.paging() != null) {
                lines.add(many.paging().words());
            }
            merge(many.merge(), "");
        } else if (route instanceof Route.Load load) {
            String how = load.rows() != null ? "by row" : load.parts().size() == 1 ? "one" : "everywhere";
            lines.add("load " + how + ", " + placement);
            load.parts().forEach(this::part);
        } else if (route instanceof Route.Scripted scripted) {
            lines.add("scripted, " + placement);
            scripted.script().outline().forEach(outline -> part(outline.what(), outline.statement()));
        } else if (route instanceof Route.Gathered gathered) {
            lines.add("gathered, " + placement);
            for (Feed feed : gathered.feeds()) {
                part(feed.loading().table(), feed.unbound());
                feed.bindings().forEach(binding -> lines.add("    bind " + binding.words()));
            }
            gathered.copies().forEach(copy -> lines.add("  " + copy));
            part("answer on " + gathered.answer().shard(), gathered.answer());
            lines.add("forward");
        }
    }

    private void part(ShardStatement part) {
        part(part.shard(), part);
    }

    private void part(String where, ShardStatement part) {
        StringBuilder bound = new StringBuilder();
        for (int parameter : part.parameters()) {
            SqlValue value = parameter < 0 ? part.extras().get(-1 - parameter) : parameters.apply(parameter);
            bound.append(bound.isEmpty() ? "  [" : ", ").append(value(value));
        }
        bound.append(bound.isEmpty() ? "" : "]");
        lines.add("  " + where + ": " + part.sql().strip().replaceAll("\\s*\\R\\s*", "\n      ") + bound);
    }

    private void merge(Merge merge, String indent) {
        String words = words(merge);
        lines.add(indent + words);
        Merge input = Mergers.input(merge);
        if (input != null && !(merge instanceof Merge.Renamed)) {
            merge(input, indent + "  ");
        }
    }

    private static String words(Merge merge) {
        if (merge instanceof Merge.Sorted sorted) {
            return "sorted by " + keys(sorted.keys());
        }
        if (merge instanceof Merge.Group group) {
            List<String> parts = new ArrayList<>();
            if (!group.aggregations().isEmpty()) {
                parts.add(names(group.aggregations()));
            }
            group.within().forEach(within -> parts.add(words(within)));
            String by = group.keys().isEmpty() ? "group all" : "group by " + keys(group.keys());
            return parts.isEmpty() ? by : by + ": " + String.join("; ", parts);
        }
        if (merge instanceof Merge.Details) {
            return "without the shards' rollups";
        }
        if (merge instanceof Merge.Rollup rollup) {
            return "rollup by " + keys(rollup.keys()) + ": " + names(rollup.aggregations());
        }
        if (merge instanceof Merge.Distinct distinct) {
            return "distinct " + keys(distinct.keys());
        }
        if (merge instanceof Merge.Filter filter) {
            return "having " + filter.words();
        }
        if (merge instanceof Merge.Sort sort) {
            return "sort by " + keys(sort.keys());
        }
        if (merge instanceof Merge.Limit limit) {
            Operand offset = limit.offset();
            return "limit " + (offset == null ? "" : operand(offset) + ", ") + operand(limit.count());
        }
        if (merge instanceof Merge.Trim trim) {
            return "trim to " + trim.width();
        }
        if (merge instanceof Merge.Found) {
            return "count found rows";
        }
        if (merge instanceof Merge.Renamed) {
            return "forward, with logical names";
        }
        if (merge instanceof Merge.SumCounts) {
            return "sum of counts";
        }
        if (merge instanceof Merge.SameEverywhere) {
            return "same everywhere";
        }
        return merge instanceof Merge.Concat ? "concat" : "forward";
    }

    private static String words(Merge.Within within) {
        String rows = (within.distinct() ? "distinct " : "by ") + keys(within.keys());
        return rows + (within.streams() ? ": " : " (held): ") + names(within.aggregations());
    }

    private static String names(List<Aggregation> aggregations) {
        return String.join(", ", aggregations.stream().map(Aggregation::name).toList());
    }

    private static String keys(List<SortKey> keys) {
        return String.join(
                ", ",
                keys.stream()
                        .map(k -> k.name() + (k.descending() ? " DESC" : ""))
                        .toList());
    }

    private static String operand(Operand operand) {
        return operand instanceof Operand.Constant constant ? value(constant.value()) : "?";
    }

    private static String value(SqlValue value) {
        if (value instanceof SqlValue.Whole whole) {
            return whole.value().toString();
        }
        if (value instanceof SqlValue.Decimal decimal) {
            return decimal.value().toPlainString();
        }
        if (value instanceof SqlValue.Real real) {
            return Double.toString(real.value());
        }
        if (value instanceof SqlValue.Text text) {
            return "'" + text.value() + "'";
        }
        if (value instanceof SqlValue.Temporal time) {
            return "'" + time.value() + "'";
        }
        return value instanceof SqlValue.Null ? "NULL" : "…";
    }
}
