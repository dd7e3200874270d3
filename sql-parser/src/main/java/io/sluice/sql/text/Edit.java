package io.sluice.sql.text;

/**
 * One place of the text that does not stay as the user wrote it: the span goes, the piece comes. An empty span inserts.
 *
 * @param span what is replaced; edits of one template must not overlap (several insertions at one place keep their order)
 * @param piece what comes instead
 */
public record Edit(Span span, Piece piece) {}
