package io.sluice.sql.text;

import java.util.List;

/** What a template is made of, in the order of the text. Immutable. */
public sealed interface Piece {
    /** Characters that are always the same: {@code SELECT id FROM }. */
    record Text(String text) implements Piece {}

    /** The user's literal or {@code ?} number {@code index} (0-based, in text order), as the current text has it. */
    record Slot(int index) implements Piece {}

    /** The physical name of table occurrence {@code occurrence}: {@code orders_3}. */
    record Table(int occurrence) implements Piece {}

    /** A whole number that the router computes, such as offset + count of a pushed-down LIMIT. */
    record Number(int id) implements Piece {}

    /** The id generated for the row being rendered (only inside an item of {@link Items}). */
    record GeneratedId() implements Piece {}

    /** What a column is called, with the client's parameters in it: {@code  AS `(SELECT MAX(id) FROM orders WHERE user_id = ?)`}. */
    record Heading(HeadingText text) implements Piece {}

    /** A value of the session, such as LAST_INSERT_ID(), as a literal. */
    record SessionValue(String name) implements Piece {}

    /** A list (IN list, VALUES rows) of which the router picks items: those picked are joined by {@code ", "}. */
    record Items(int list, List<SqlTemplate> items) implements Piece {
        public Items {
            items = List.copyOf(items);
        }
    }
}
