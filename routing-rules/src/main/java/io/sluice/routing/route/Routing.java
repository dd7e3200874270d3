package io.sluice.routing.route;

import java.util.List;

/**
 * Where one execution goes, and the ids that were made for it.
 *
 * @param generatedIds in the rows' order; empty for none
 */
public record Routing(Route route, List<Long> generatedIds) {
    public Routing {
        generatedIds = List.copyOf(generatedIds);
    }
}
