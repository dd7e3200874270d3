package io.sluice.sql;

/**
 * Some of the tables and derived tables of a FROM, counted from 0 in the order of the text: the operands of the join in whose
 * ON a name stands. A server looks for the name only among these, then in the blocks around.
 *
 * @param first the first of them
 * @param end behind the last of them
 */
public record Leaves(int first, int end) {
    /** True where {@code leaf} is one of them. */
    public boolean has(int leaf) {
        return first <= leaf && leaf < end;
    }
}
