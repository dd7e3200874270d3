package io.sluice.routing.plan;

import io.sluice.routing.load.LoadKeys;
import io.sluice.sql.Statement;
import io.sluice.sql.text.SqlTemplate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file of the client's goes into a table: {@code LOAD DATA LOCAL INFILE 'f' INTO TABLE orders}. Immutable.
 *
 * @param tables all table occurrences by ordinal; the first is written
 * @param targets where it may go: every slot of a sharded table, every shard of a broadcast one
 * @param text for each of them
 * @param split how each row finds its target; null where every target takes all of the file
 */
public record Load(List<Placed> tables, List<Everywhere.Target> targets, SqlTemplate text, @Nullable Split split)
        implements Plan.OnShards {
    public Load {
        tables = List.copyOf(tables);
        targets = List.copyOf(targets);
    }

    /**
     * @param form as the statement says
     * @param fields how many fields of a line are taken
     * @param places which of them are keys
     */
    public record Split(Statement.Loading form, int fields, LoadKeys.Places places) {}

    @Override
    public Access access() {
        return Access.WRITE;
    }

    @Override
    public boolean returnsRows() {
        return false;
    }

    @Override
    public boolean ddl() {
        return false;
    }
}
