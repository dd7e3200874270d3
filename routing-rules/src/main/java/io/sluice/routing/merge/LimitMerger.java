package io.sluice.routing.merge;

import org.jspecify.annotations.Nullable;

/** {@link Merge.Limit}: leaves out some rows, lets some pass, then is done whatever the streams still have. */
final class LimitMerger extends Piped {
    private long toSkip;
    private long toPass;

    LimitMerger(Merger input, long offset, long count) {
        super(input);
        this.toSkip = offset;
        this.toPass = count;
    }

    @Override
    @Nullable
    Step ready() {
        return toPass == 0 ? Steps.DONE : null;
    }

    @Override
    @Nullable
    Step take(Step.Emit emit) {
        if (toSkip > 0) {
            toSkip--;
            return null;
        }
        toPass--;
        return emit;
    }
}
