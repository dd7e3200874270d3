package io.sluice.routing.merge;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node above another: takes rows from its input, passes everything else through. */
abstract class Piped implements Merger {
    private final Merger input;
    private boolean inputDone;

    Piped(Merger input) {
        this.input = input;
    }

    @Override
    public Step next() {
        Step ready = ready();
        while (ready == null) {
            if (inputDone) {
                return Steps.DONE;
            }
            Step step = input.next();
            if (step instanceof Step.Need || step instanceof Step.Work) {
                return step;
            }
            if (step instanceof Step.Emit emit) {
                ready = take(emit);
            } else {
                inputDone = true;
                ready = finish();
            }
        }
        return ready;
    }

    @Override
    public final void offer(int stream, Row row) {
        input.offer(stream, row);
    }

    @Override
    public final void end(int stream) {
        input.end(stream);
    }

    @Override
    public void close() {
        input.close();
    }

    @Override
    public long found() {
        return input.found();
    }

    @Override
    public List<Integer> cuts() {
        return input.cuts();
    }

    /** What can be said without another row of the input; null for nothing. */
    @Nullable
    Step ready() {
        return null;
    }

    /** A row of the input; what follows from it, null for nothing yet. */
    abstract @Nullable Step take(Step.Emit emit);

    /** The input has no more rows; what is left to say, null for nothing. {@link #ready} is asked for the rest. */
    @Nullable
    Step finish() {
        return null;
    }
}
