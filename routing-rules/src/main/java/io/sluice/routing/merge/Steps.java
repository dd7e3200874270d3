package io.sluice.routing.merge;

/** The steps that carry no row, made once. */
final class Steps {
    static final Merger.Step DONE = new Merger.Step.Done();

    private static final Merger.Step[] NEEDS = needs(256);

    private Steps() {}

    static Merger.Step need(int stream) {
        return stream < NEEDS.length ? NEEDS[stream] : new Merger.Step.Need(stream);
    }

    private static Merger.Step[] needs(int count) {
        Merger.Step[] needs = new Merger.Step[count];
        for (int i = 0; i < count; i++) {
            needs[i] = new Merger.Step.Need(i);
        }
        return needs;
    }
}
