package io.sluice.routing.rules.groovy;

import java.util.List;
import java.util.Set;

/**
 * The file that is being read.
 *
 * @param file its name
 * @param shards of the cluster, in its order
 * @param constants the numbers and texts in it
 */
record Origin(String file, List<String> shards, Set<Object> constants) {}
