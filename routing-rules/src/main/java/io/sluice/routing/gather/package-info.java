/**
 * Rows of several shards brought into temporary tables of one server, which then answers a statement that no merger of ours could:
 * what such a table looks like, and how rows become INSERTs. Knows no sockets, no plans and no routes.
 */
@org.jspecify.annotations.NullMarked
package io.sluice.routing.gather;
