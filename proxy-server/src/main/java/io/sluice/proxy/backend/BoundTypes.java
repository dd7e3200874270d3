package io.sluice.proxy.backend;

import io.sluice.proxy.protocol.ColumnType;
import java.util.Arrays;
import java.util.List;

/**
 * The kinds of values with which a prepared statement has been executed on its server.
 *
 * <p>INVARIANT: a statement sees values of one kind only. MySQL goes on converting a parameter to the type of an earlier
 * execution: {@code name = ?} bound to 7 once, and then to 'abc', means {@code name = 0}. On one connection of the pool,
 * executions of several clients meet. Not thread-safe: belongs to its connection's event loop.
 */
final class BoundTypes {
    private static final char UNSET = 0;
    private static final int TYPE_BITS = 0xff;

    private char[] kinds = {};

    /** True where values of {@code types} may be bound, too; then they have been. NULLs are of every kind. */
    boolean accept(List<Integer> types) {
        if (kinds.length < types.size()) {
            kinds = Arrays.copyOf(kinds, types.size());
        }
        for (int i = 0; i < types.size(); i++) {
            char kind = kind(types.get(i));
            if (kind != UNSET && kinds[i] != UNSET && kinds[i] != kind) {
                return false;
            }
        }
        for (int i = 0; i < types.size(); i++) {
            kinds[i] = kinds[i] == UNSET ? kind(types.get(i)) : kinds[i];
        }
        return true;
    }

    private static char kind(int type) {
        return switch (type & TYPE_BITS) {
            case ColumnType.NULL -> UNSET;
            case ColumnType.TINY, ColumnType.SHORT, ColumnType.LONG, ColumnType.INT24, ColumnType.LONGLONG ->
                (type & ~TYPE_BITS) == 0 ? 'i' : 'u';
            case ColumnType.FLOAT, ColumnType.DOUBLE -> 'f';
            case ColumnType.DECIMAL, ColumnType.NEWDECIMAL -> 'd';
            case ColumnType.VARCHAR, ColumnType.VAR_STRING, ColumnType.STRING -> 's';
            default -> (char) (type & TYPE_BITS | 0x100);
        };
    }
}
