package io.sluice.proxy.admin;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** Asks several event loops something and goes on when all have answered; nobody waits. */
final class Loops {
    private Loops() {}

    /**
     * Collects answers, in any order. A loop that fails to answer is left out.
     *
     * @param questions what each loop is asked, on that loop
     * @param home on which {@code then} is called
     */
    static <T> void ask(Map<EventLoop, Callable<List<T>>> questions, EventLoop home, Consumer<List<T>> then) {
        List<T> all = new ArrayList<>();
        int[] waiting = {questions.size()}; // touched on the home loop only, as the list is
        if (questions.isEmpty()) {
            then.accept(all);
            return;
        }
        questions.forEach((loop, question) -> loop.submit(question)
                .addListener((Future<List<T>> answered) -> home.execute(() -> {
                    if (answered.isSuccess()) {
                        all.addAll(answered.getNow());
                    }
                    if (--waiting[0] == 0) {
                        then.accept(all);
                    }
                })));
    }
}
