package io.sluice.routing.plan;

import io.sluice.sql.text.Piece;
import io.sluice.sql.text.SqlTemplate;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads, UPDATE, DELETE, single tables, no table at all: {@code SELECT id FROM orders WHERE user_id = ?}. Immutable.
 *
 * @param access what it does to data
 * @param returnsRows true where the answer is a result set
 * @param ddl true for DDL
 * @param tables all table occurrences by ordinal
 * @param classes the sharded ones by equal keys, outer blocks' first
 * @param home the shard of its single tables, null where it has none
 * @param anywhere the shard to go to where nothing else decides
 * @param one the text for one slot: the user's own but for physical names
 * @param scatter what happens where one slot is not enough
 * @param kept assignments to sharding keys: allowed where the row stays in its slot
 * @param gathered what is done where neither one slot is enough nor {@code scatter} possible; null where that is refused
 * @param scripted the same for writes
 */
public record Routed(
        Access access,
        boolean returnsRows,
        boolean ddl,
        List<Placed> tables,
        List<KeyClass> classes,
        @Nullable String home,
        String anywhere,
        SqlTemplate one,
        Scatter scatter,
        List<KeptKey> kept,
        @Nullable Gathered gathered,
        @Nullable Scripted scripted)
        implements Plan.OnShards {
    /** SHOW has tables that are not seen. */
    private static final Pattern SELECTS =
            Pattern.compile("(?s)(\\s|\\(|/\\*.*?\\*/)*(SELECT|VALUES|WITH)\\b", Pattern.CASE_INSENSITIVE);

    public Routed {
        tables = List.copyOf(tables);
        classes = List.copyOf(classes);
        kept = List.copyOf(kept);
    }

    /** What is never gathered. */
    @SuppressWarnings("TooManyParameters")
    public Routed(
            Access access,
            boolean returnsRows,
            boolean ddl,
            List<Placed> tables,
            List<KeyClass> classes,
            @Nullable String home,
            String anywhere,
            SqlTemplate one,
            Scatter scatter,
            List<KeptKey> kept) {
        this(access, returnsRows, ddl, tables, classes, home, anywhere, one, scatter, kept, null, null);
    }

    @Override
    public List<String> reads() {
        return tables.stream().map(placed -> placed.rule().table()).toList();
    }

    @Override
    public boolean tableless() {
        return tables.isEmpty()
                && returnsRows
                && !one.pieces().isEmpty()
                && one.pieces().get(0) instanceof Piece.Text text
                && SELECTS.matcher(text.text()).lookingAt();
    }

    /** The same with another way where one slot is not enough. */
    Routed with(@Nullable Gathered reading, @Nullable Scripted writing) {
        return new Routed(
                access, returnsRows, ddl, tables, classes, home, anywhere, one, scatter, kept, reading, writing);
    }

    /**
     * {@code UPDATE orders SET user_id = 7 … WHERE user_id = 7}.
     *
     * @param keyClass index of the class of the table
     * @param value the new key
     * @param name {@code orders.user_id}
     */
    public record KeptKey(int keyClass, KeyCondition.Stored value, String name) {}
}
