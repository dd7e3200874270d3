package io.sluice.routing.rules;

/** Makes ids that no other call, process or shard makes. Safe for use by many threads; never blocks for more than a tick. */
public interface IdGenerator {
    /** The next id, positive. */
    long next();
}
