package io.sluice.routing.route;

import io.sluice.routing.gather.Loading;

/**
 * One table of a {@link Route.Gathered}: which rows are read, and into what they are loaded. Immutable.
 *
 * @param rows a SELECT as a client of this session might send it, with logical names: it is prepared, placed and merged as any other.
 *     {@link ShardStatement#shard} is empty; {@link ShardStatement#parameters} are ordinals of the client's parameters
 * @param loading the temporary table; its columns are the SELECT's
 */
public record Feed(ShardStatement rows, Loading loading) {}
