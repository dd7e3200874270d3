package io.sluice.routing.merge;

import org.jspecify.annotations.Nullable;

/** {@link Merge.Concat}: one stream after another. */
final class ConcatMerger implements Merger {
    private final int streams;
    private int current;
    private @Nullable Row row;

    ConcatMerger(int streams) {
        this.streams = streams;
    }

    @Override
    public Step next() {
        Row ready = row;
        if (ready != null) {
            row = null;
            return new Step.Emit(ready);
        }
        return current < streams ? Steps.need(current) : Steps.DONE;
    }

    @Override
    public void offer(int stream, Row offered) {
        row = offered;
    }

    @Override
    public void end(int stream) {
        current = stream + 1;
    }
}
