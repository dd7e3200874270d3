package io.sluice.routing.rules;

/** Makes ids that no other call, process or shard makes. Safe for use by many threads; never blocks for more than a tick. */
public interface IdGenerator {
    /** Most ids that {@link #reserve} gives in one run. */
    int LONGEST_RUN = 4096;

    /**
     * Takes ids that follow one another without a gap, as AUTO_INCREMENT does for the rows of one INSERT: drivers that are told the
     * first count the others up from it.
     *
     * @param count how many, 1 to {@link #LONGEST_RUN}
     * @return the first, positive
     */
    long reserve(int count);

    /** The next id, positive. */
    default long next() {
        return reserve(1);
    }
}
