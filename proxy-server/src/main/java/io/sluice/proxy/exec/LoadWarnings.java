package io.sluice.proxy.exec;

import io.sluice.routing.session.Warning;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Warnings of a load. A server counts the rows it was given: here they get the number that they have in the file, for as many rows as
 * are remembered. Confined to its client's loop, but for {@link #row}.
 */
final class LoadWarnings {
    private static final int REMEMBERED = 1 << 20;
    private static final Pattern ROW = Pattern.compile("(?<=^Row |at row )\\d+");

    private final List<Told> told = new ArrayList<>();
    private short[] order = new short[256];
    private int rows;

    /** Of which part the last one was. */
    private int last = -1;

    private record Told(long row, Warning warning) {}

    /** The next row of the file goes to this part. By one thread at a time. */
    void row(int part) {
        if (rows == REMEMBERED) {
            return;
        }
        if (rows == order.length) {
            order = Arrays.copyOf(order, 2 * rows);
        }
        order[rows++] = (short) part;
    }

    /** What a server says of its part. */
    void add(int part, Warning warning) {
        Matcher number = ROW.matcher(warning.message());
        if (!number.find()) {
            told.add(new Told(part == last ? told.get(told.size() - 1).row() : 0, warning));
            last = part;
            return;
        }
        last = part;
        long row = inFile(part, Long.parseLong(number.group()));
        String message = number.replaceFirst(Long.toString(row));
        told.add(new Told(row, new Warning(warning.level(), warning.code(), message)));
    }

    private long inFile(int part, long row) {
        long count = 0;
        for (int i = 0; i < rows; i++) {
            count += order[i] == part ? 1 : 0;
            if (count == row) {
                return i + 1L;
            }
        }
        return row;
    }

    /** All of them; those that name a row in the rows' order. */
    List<Warning> all() {
        List<Told> sorted = new ArrayList<>(told);
        sorted.sort(Comparator.comparingLong(Told::row));
        return sorted.stream().map(Told::warning).toList();
    }
}
