package io.sluice.routing.merge;

import org.jspecify.annotations.Nullable;

/** {@link Merge.Filter}: rows for which the condition is true, neither false nor NULL. */
final class FilterMerger extends Piped {
    private final RowTest test;

    FilterMerger(Merger input, RowTest test) {
        super(input);
        this.test = test;
    }

    @Override
    @Nullable
    Step take(Step.Emit emit) {
        return Boolean.TRUE.equals(test.of(emit.row())) ? emit : null;
    }
}
