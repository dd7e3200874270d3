package io.sluice.routing.plan;

import io.sluice.sql.Statement;

/**
 * {@code SHOW CREATE TABLE orders}: one shard's answer has physical names in some of its columns; the client is to read its own.
 * Immutable.
 *
 * @param inner the statement itself
 * @param name the column that is a name, 0-based
 * @param text the column that is SQL text, -1 for none
 */
public record Renaming(Plan.OnShards inner, int name, int text) implements Enclosing {
    /** {@code plan}, with the client's names in its answer where {@code statement} is one that shows some. */
    static Plan of(Statement statement, Plan plan) {
        if (!(plan instanceof Routed routed)) {
            return plan;
        }
        if (statement instanceof Statement.Explain explain) {
            boolean tables = !explain.runs() && !explain.scope().tables().isEmpty();
            return tables ? new Renaming(routed, 2, -1) : plan;
        }
        if (!(statement instanceof Statement.Show show)) {
            return plan;
        }
        return switch (show.what()) {
            case "CREATE TABLE", "CREATE VIEW", "CREATE DATABASE" -> new Renaming(routed, 0, 1);
            case "INDEX" -> new Renaming(routed, 0, -1);
            default -> plan;
        };
    }
}
