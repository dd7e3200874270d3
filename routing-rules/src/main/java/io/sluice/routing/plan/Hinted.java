package io.sluice.routing.plan;

/**
 * A plan on shards whose statement has hints: {@code /* sluice: primary *}{@code / SELECT total FROM orders WHERE id = 1}.
 * The comment is a part of the shape: no two statements with different hints share a plan. Immutable.
 *
 * @param inner what it would be without them; not itself hinted
 */
record Hinted(Plan.OnShards inner, Hints hints) implements Enclosing {}
