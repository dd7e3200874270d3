package io.sluice.routing.rules.groovy;

import java.util.List;
import java.util.Map;

/** Named arguments. */
final class Options {
    private Options() {}

    /** @throws IllegalArgumentException naming an option that is not known */
    static Map<String, Object> only(Map<String, Object> options, String... known) {
        for (String option : options.keySet()) {
            if (!List.of(known).contains(option)) {
                throw new IllegalArgumentException(
                        "there is no option '" + option + "' here; known: " + String.join(", ", known));
            }
        }
        return options;
    }
}
