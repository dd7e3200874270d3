package io.sluice.routing.rules.groovy;

import org.jspecify.annotations.Nullable;

/** Finds the script's lines in stack traces, and words for exceptions. */
final class Lines {
    private Lines() {}

    /** The script's line on top of an exception's stack, 0 where there is none. */
    static int of(String file, Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            for (StackTraceElement frame : t.getStackTrace()) {
                if (file.equals(frame.getFileName()) && frame.getLineNumber() > 0) {
                    return frame.getLineNumber();
                }
            }
        }
        return 0;
    }

    /** The script's line that is running on this thread, 0 where there is none. */
    static int current(String file) {
        return StackWalker.getInstance().walk(frames -> frames.filter(frame -> file.equals(frame.getFileName()))
                .mapToInt(StackWalker.StackFrame::getLineNumber)
                .filter(line -> line > 0)
                .findFirst()
                .orElse(0));
    }

    /** What an exception says, in one sentence. */
    static String sentence(Throwable thrown) {
        if (thrown instanceof groovy.lang.MissingMethodException missing) {
            return "there is no word '" + missing.getMethod() + "' with these arguments here";
        }
        if (thrown instanceof groovy.lang.MissingPropertyException missing) {
            return "there is no '" + missing.getProperty() + "' here";
        }
        String message = firstLine(thrown.getMessage());
        return thrown instanceof IllegalArgumentException && !message.isEmpty()
                ? message
                : thrown.getClass().getSimpleName() + (message.isEmpty() ? "" : ": " + message);
    }

    static String firstLine(@Nullable String text) {
        return text == null ? "" : text.lines().findFirst().orElse("").strip();
    }
}
