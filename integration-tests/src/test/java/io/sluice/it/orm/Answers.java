package io.sluice.it.orm;

import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** What a sample was answered, question by question. A question that Sluice refuses by name has no answer. */
final class Answers {
    private final Set<String> skipped;
    private final Set<String> mayBeRefused = new HashSet<>();
    private final Map<String, String> answers = new LinkedHashMap<>();
    private final Map<String, String> refused = new LinkedHashMap<>();
    private final Map<String, Exception> failed = new LinkedHashMap<>();

    /** @param skipped questions that are not asked, as the other side refused them: writes must be done on both or on neither */
    Answers(Set<String> skipped) {
        this.skipped = skipped;
    }

    /** Asks, and keeps the answer as text; a list counts in its order. */
    void ask(String what, Callable<?> question) {
        if (skipped.contains(what)) {
            return;
        }
        try {
            String before = answers.put(what, String.valueOf(question.call()));
            if (before != null) {
                throw new IllegalStateException("asked twice: " + what);
            }
        } catch (Exception e) {
            String refusal = refusal(e);
            if (refusal == null) {
                failed.put(what, e);
            } else {
                refused.put(what, refusal);
            }
        }
    }

    /** Asks what needs rows of several shards beside each other: Sluice may refuse it by name. */
    void maybe(String what, Callable<?> question) {
        mayBeRefused.add(what);
        ask(what, question);
    }

    /** Asks where the order of the list says nothing. */
    void askUnordered(String what, Callable<? extends Collection<?>> question) {
        ask(what, () -> {
            Set<String> sorted = new TreeSet<>();
            question.call().forEach(each -> sorted.add(String.valueOf(each)));
            return sorted;
        });
    }

    private static @Nullable String refusal(@Nullable Throwable thrown) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            if (each instanceof SQLException
                    && String.valueOf(each.getMessage()).startsWith("ROUTE-")) {
                return each.getMessage();
            }
        }
        return null;
    }

    Map<String, String> all() {
        return answers;
    }

    /** Questions that failed otherwise. */
    Map<String, Exception> failed() {
        return failed;
    }

    /** What was asked by {@link #maybe}. */
    Set<String> mayBeRefused() {
        return mayBeRefused;
    }

    /** Questions with the refusal's text. */
    Map<String, String> refused() {
        return refused;
    }
}
