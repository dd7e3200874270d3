package io.sluice.routing.gather;

import io.sluice.routing.merge.Row;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The distinct values of some columns of one feed, noted as literals while its rows pass: other tables' rows matter only where they
 * have one of them. NULL is none: it equals nothing. Thread-safe.
 */
public final class Keys {
    /** Most values of one column: with more of them the other table is read as it is. */
    public static final int MOST = 4096;

    /** Most characters of one column's literals: a statement's text must stay far below max_allowed_packet. */
    private static final int CHARACTERS = 128 << 10;

    private static final int DATE = "2024-02-29".length();

    private final Map<Integer, Noted> columns = new TreeMap<>();

    /** One column's. */
    private static final class Noted {
        private final LoadColumn column;
        private final Set<String> literals = new LinkedHashSet<>();
        private int characters;
        private boolean tooMany;

        Noted(LoadColumn column) {
            this.column = column;
        }
    }

    /** @param wanted places of the columns among {@code loading}'s */
    public Keys(Loading loading, Set<Integer> wanted) {
        for (int at : new HashSet<>(wanted)) {
            columns.put(at, new Noted(loading.columns().get(at)));
        }
    }

    /** A row of the feed, as it is loaded. */
    public void add(Row row) {
        if (columns.isEmpty()) {
            return;
        }
        synchronized (this) {
            columns.forEach((at, noted) -> {
                if (!noted.tooMany && !row.isNull(at)) {
                    note(noted, row, at);
                }
            });
        }
    }

    private static void note(Noted noted, Row row, int at) {
        if (noted.column.form() == LoadForm.QUOTED && !calendar(Objects.requireNonNull(row.asBytes(at)))) {
            noted.tooMany = true; // a strict server does not compare with 2024-02-00
        } else {
            StringBuilder literal = new StringBuilder();
            noted.column.write(row, at, literal);
            if (noted.literals.add(literal.toString())) {
                noted.characters += literal.length();
                noted.tooMany = noted.literals.size() > MOST || noted.characters > CHARACTERS;
            }
        }
        if (noted.tooMany) {
            noted.literals.clear();
        }
    }

    private static boolean calendar(byte[] value) {
        if (value.length < DATE) {
            return false;
        }
        StringBuilder date = new StringBuilder(DATE);
        for (int i = 0; i < DATE; i++) {
            date.append((char) value[i]);
        }
        try {
            return LocalDate.parse(date).getYear() > 0;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    /** The literals of a column that was wanted; null where there are too many, or where one cannot be compared. */
    public synchronized @Nullable Collection<String> of(int at) {
        Noted noted = Objects.requireNonNull(columns.get(at));
        return noted.tooMany ? null : noted.literals;
    }
}
