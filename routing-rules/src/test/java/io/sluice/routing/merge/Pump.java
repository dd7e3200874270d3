package io.sluice.routing.merge;

import io.sluice.routing.merge.Merger.Step;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;

/** Drives a merger from lists, as a door does from connections. */
final class Pump {
    private Pump() {}

    /** All rows of the answer; now and then asks twice before it answers, as a door may whose row is late. */
    static List<Row> run(Merger merger, List<? extends List<? extends Row>> streams, Random random) {
        List<Iterator<? extends Row>> sources = new ArrayList<>();
        streams.forEach(stream -> sources.add(stream.iterator()));
        List<Row> answer = new ArrayList<>();
        Step step = merger.next();
        while (!(step instanceof Step.Done)) {
            if (step instanceof Step.Emit emit) {
                answer.add(emit.row());
            } else if (step instanceof Step.Work work) {
                work.task().run();
            } else if (step instanceof Step.Need need && random.nextInt(8) != 0) {
                Iterator<? extends Row> source = sources.get(need.stream());
                if (source.hasNext()) {
                    merger.offer(need.stream(), source.next());
                } else {
                    merger.end(need.stream());
                }
            }
            step = merger.next();
        }
        if (!(merger.next() instanceof Step.Done)) {
            throw new AssertionError("Done does not stay");
        }
        return answer;
    }
}
