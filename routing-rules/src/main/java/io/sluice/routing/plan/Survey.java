package io.sluice.routing.plan;

import io.sluice.routing.RoutingError;
import io.sluice.routing.cluster.Cluster;
import io.sluice.routing.rules.TableRule;
import io.sluice.sql.Feature;
import io.sluice.sql.QueryBlock;
import io.sluice.sql.Scope;
import io.sluice.sql.Statement;
import io.sluice.sql.lex.Fingerprint;
import io.sluice.sql.text.Span;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A statement beside the rules: where its tables live, whose its columns are, which keys are equal. Immutable.
 *
 * @param statement what was read
 * @param fingerprint its text
 * @param cluster the snapshot
 * @param tables by ordinal
 * @param columns whose a column is
 * @param classes sharded occurrences by equal keys
 * @param folded what of the text is not sent
 */
record Survey(
        Statement statement,
        Fingerprint fingerprint,
        Cluster cluster,
        List<Placed> tables,
        Columns columns,
        List<KeyClass> classes,
        Folded folded) {

    static Survey of(Statement statement, Fingerprint fingerprint, Cluster cluster, @Nullable String schema) {
        return of(statement, fingerprint, cluster, schema, Folded.NONE);
    }

    static Survey of(
            Statement statement, Fingerprint fingerprint, Cluster cluster, @Nullable String schema, Folded folded) {
        Scope scope = statement.scope();
        List<Placed> tables = new TablePlaces(cluster, schema, statement, fingerprint).place(scope.tables());
        Qualifiers.check(tables, fingerprint, cluster.name());
        Columns columns = new Columns(scope, tables, cluster.dialect());
        List<KeyClass> classes = KeyClasses.of(scope, tables, columns);
        return new Survey(statement, fingerprint, cluster, tables, columns, classes, folded);
    }

    String text() {
        return fingerprint.text();
    }

    Scope scope() {
        return statement.scope();
    }

    /** True where something in {@code text} stands in a version comment: only some servers read that. */
    static boolean conditional(String text) {
        return text.contains("/*!") || text.contains("/*M!");
    }

    /** True where a {@code ?} stands in {@code span}. */
    boolean parameters(Span span) {
        return IntStream.range(0, fingerprint.slotCount())
                .filter(fingerprint::isParameter)
                .anyMatch(slot -> span.contains(new Span(fingerprint.slotStart(slot), fingerprint.slotEnd(slot))));
    }

    boolean has(Feature feature) {
        return scope().features().contains(feature);
    }

    /** The outermost block. */
    QueryBlock top() {
        return scope().blocks().get(0);
    }

    boolean anySharded() {
        return !classes.isEmpty();
    }

    boolean anyBroadcast() {
        return tables.stream().anyMatch(t -> t.rule() instanceof TableRule.Broadcast);
    }

    /** The first sharded table's logical name, for messages. */
    String shardedName() {
        return tables.get(classes.get(0).members().get(0)).occurrence().name();
    }

    /**
     * The shard of the single tables, null where there are none.
     *
     * @throws io.sluice.routing.RoutingException where they live on different ones
     */
    @Nullable
    String home() {
        Placed first = null;
        for (Placed table : tables) {
            if (!(table.rule() instanceof TableRule.Single single)) {
                continue;
            }
            if (first == null) {
                first = table;
            } else if (!single.shard().equals(((TableRule.Single) first.rule()).shard())) {
                throw RoutingError.DIFFERENT_SHARDS.with(
                        "tables " + first.occurrence().name() + " and "
                                + table.occurrence().name(),
                        "use them in separate statements");
            }
        }
        return first == null ? null : ((TableRule.Single) first.rule()).shard();
    }
}
