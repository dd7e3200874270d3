package io.sluice.routing.gather;

import io.sluice.routing.merge.Row;

/**
 * Collects rows into INSERTs of a bounded size. But for the columns' names the texts are ASCII: they mean
 * the same in every character set a session may have.
 * Confined to one thread at a time.
 */
public final class LoadText {
    /** Characters after which an INSERT is sent: one row more may follow. Far below the servers' max_allowed_packet. */
    private static final int FULL = 256 << 10;

    private final Loading loading;
    private final String insert;
    private final StringBuilder text = new StringBuilder();

    public LoadText(Loading loading) {
        this.loading = loading;
        this.insert = loading.insert();
    }

    /** Adds a row; true where {@link #take} is due. */
    public boolean add(Row row) {
        text.append(text.isEmpty() ? insert : ", ").append('(');
        for (int i = 0; i < loading.columns().size(); i++) {
            text.append(i == 0 ? "" : ", ");
            loading.columns().get(i).write(row, i, text);
        }
        text.append(')');
        return text.length() >= FULL;
    }

    /** Takes over the rows that wait in another one for the same table; true where {@link #take} is due. */
    public boolean addAll(LoadText other) {
        if (!other.isEmpty()) {
            text.append(text.isEmpty() ? insert : ", ").append(other.text, insert.length(), other.text.length());
            other.text.setLength(0);
        }
        return text.length() >= FULL;
    }

    /** True where no row is waiting. */
    public boolean isEmpty() {
        return text.isEmpty();
    }

    /** The INSERT of the rows that were added; begins anew. */
    public String take() {
        String taken = text.toString();
        text.setLength(0);
        return taken;
    }
}
