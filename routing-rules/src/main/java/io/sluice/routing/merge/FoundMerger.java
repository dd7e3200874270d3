package io.sluice.routing.merge;

/** {@link Merge.Found}: counts. */
final class FoundMerger extends Piped {
    private long found;

    FoundMerger(Merger input) {
        super(input);
    }

    @Override
    Step take(Step.Emit emit) {
        found++;
        return emit;
    }

    @Override
    public long found() {
        return found;
    }
}
