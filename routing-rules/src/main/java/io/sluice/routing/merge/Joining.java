package io.sluice.routing.merge;

import io.sluice.routing.RoutingError;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * GROUP_CONCAT: the shards' partial texts behind each other. Servers cut the text at group_concat_max_len bytes of its own character
 * set, which need not be that in which it comes; its length there is asked for with it. Only where a text is too long must both be the
 * same.
 */
final class Joining extends Fold {
    private static final int BINARY = 63;

    /** Collations of latin1 and ascii: each byte is a character. */
    private static final Set<Integer> SINGLE_BYTES = Set.of(BINARY, 5, 8, 11, 15, 31, 47, 48, 49, 65, 94);

    /** The last bytes of a character of most bytes. */
    private static final int FRAGMENT = 3;

    private final int column;
    private final int lengthColumn;
    private final int countColumn;
    private final int mostColumn;
    private final String name;
    private final byte[] separator;
    private final boolean singleBytes;
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private final List<Integer> cuts = new ArrayList<>();

    /** Values so far: servers count on from group to group. */
    private long values;

    /** In the text's own character set, so far. */
    private long length;

    private boolean any;
    private boolean cut;
    /** What has come has another length than the server says. */
    private boolean converted;

    Joining(Aggregation aggregation, ColumnMeta meta) {
        column = aggregation.column();
        lengthColumn = aggregation.sumColumn();
        countColumn = aggregation.countColumn();
        mostColumn = aggregation.weightColumn();
        name = aggregation.name();
        separator = aggregation.separator().getBytes(StandardCharsets.US_ASCII);
        singleBytes = SINGLE_BYTES.contains(meta.charset());
    }

    @Override
    void add(Row row) {
        byte[] part = row.asBytes(column);
        if (part == null || cut) {
            return;
        }
        if (any) {
            text.writeBytes(separator);
        }
        int from = text.size();
        text.writeBytes(part);
        long partLength = partLength(row);
        length += partLength + (any ? separator.length : 0);
        any = true;
        long most = most(row);
        if (length <= most) {
            values += count(row);
            converted |= part.length != partLength;
        } else {
            checkSame(part.length, partLength, most);
            cut(from, count(row), (int) most);
        }
    }

    /** How many values are in the part. */
    private long count(Row row) {
        return countColumn < 0 ? 1 : row.asLong(countColumn);
    }

    /** How long the part is, or would be if it had not been cut. */
    private long partLength(Row row) {
        return row.asDecimal(lengthColumn).longValue() + (count(row) - 1) * separator.length;
    }

    private long most(Row row) {
        long most = row.asLong(mostColumn);
        return most < 0 ? Long.MAX_VALUE : most;
    }

    private void checkSame(int come, long partLength, long most) {
        boolean cutBefore = partLength > most;
        boolean same = cutBefore ? come <= most && come >= most - FRAGMENT : come == partLength;
        if (converted || !same) {
            throw RoutingError.CROSS_SHARD.with(
                    name + " longer than group_concat_max_len in another character set than the client's",
                    "raise group_concat_max_len");
        }
    }

    /** @param from where the part begins that makes it too long */
    private void cut(int from, long count, int most) {
        cut = true;
        byte[] all = text.toByteArray();
        int end = Math.min(most, all.length);
        while (!singleBytes && end < all.length && end > 0 && (all[end] & 0xC0) == 0x80) {
            end--;
        }
        text.reset();
        text.write(all, 0, end);
        cutAt(all, from, end, count);
    }

    private void cutAt(byte[] all, int from, int end, long count) {
        values += Math.min(count, begun(all, from, end));
        cuts.add((int) values);
    }

    /** How many values of a part were begun before its text was cut at {@code end}: by the separators, which may stand in values too. */
    private int begun(byte[] all, int from, int end) {
        int begun = 1;
        int at = from;
        while (separator.length > 0 && at <= end && at < all.length) {
            int to = Math.min(all.length, at + separator.length);
            boolean behindValue = Arrays.equals(all, at, to, separator, 0, separator.length);
            begun += behindValue ? 1 : 0;
            at += behindValue ? separator.length : 1;
        }
        return begun;
    }

    @Override
    void alone(Row row) {
        byte[] part = row.asBytes(column);
        if (part == null) {
            return;
        }
        if (partLength(row) > most(row)) {
            cutAt(part, 0, part.length, count(row));
        } else {
            values += count(row);
        }
    }

    @Override
    List<Integer> cuts() {
        return cuts;
    }

    @Override
    void finish(@Nullable Object[] into) {
        into[column] = any ? text.toByteArray() : null;
        text.reset();
        length = 0;
        any = false;
        cut = false;
        converted = false;
    }
}
