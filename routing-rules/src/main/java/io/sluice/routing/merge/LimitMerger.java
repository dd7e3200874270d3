package io.sluice.routing.merge;

import org.jspecify.annotations.Nullable;

/** {@link Merge.Limit}: leaves out some rows, lets some pass, then is done whatever the streams still have. */
final class LimitMerger extends Piped {
    private final boolean all;
    private long toSkip;
    private long toPass;
    private long skipped;
    private long passed;

    /** @param all true where the rows behind the last one are taken, too: somebody counts them */
    LimitMerger(Merger input, long offset, long count, boolean all) {
        super(input);
        this.toSkip = offset;
        this.toPass = count;
        this.all = all;
    }

    @Override
    @Nullable
    Step ready() {
        return toPass == 0 && !all ? Steps.DONE : null;
    }

    @Override
    @Nullable
    Step take(Step.Emit emit) {
        if (toSkip > 0) {
            toSkip--;
            skipped++;
            return null;
        }
        if (toPass == 0) {
            return null;
        }
        toPass--;
        passed++;
        return emit;
    }

    /** Without anybody who counts: the servers, too, count the rows that an offset leaves out. */
    @Override
    public long found() {
        return all ? super.found() : skipped + passed;
    }
}
