package io.sluice.routing.merge;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link Merge.Renamed}. Whatever the character set, names are sought as the bytes they are in UTF-8. */
final class RenamedMerger extends Piped {
    private final Merge.Renamed merge;
    private final List<ColumnMeta> columns;

    RenamedMerger(Merger input, Merge.Renamed merge, List<ColumnMeta> columns) {
        super(input);
        this.merge = merge;
        this.columns = columns;
    }

    @Override
    Step take(Step.Emit emit) {
        @Nullable Object[] values = new @Nullable Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
            byte[] bytes = emit.row().asBytes(i);
            values[i] =
                    bytes == null ? null : i == merge.text() ? text(bytes) : i == merge.name() ? name(bytes) : bytes;
        }
        return new Step.Emit(new ComputedRow(values));
    }

    private byte[] text(byte[] bytes) {
        return merge.names().ddl(new String(bytes, StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.ISO_8859_1);
    }

    private byte[] name(byte[] bytes) {
        return merge.names()
                .name(new String(bytes, StandardCharsets.ISO_8859_1))
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}
