package io.sluice.routing.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sluice.routing.RoutingException;
import io.sluice.routing.gather.Loading;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is made of the warnings of statements that a statement is made of. */
class WarningsTest {
    private static final Warning DEPRECATED = new Warning("Warning", 1287, "'&&' is deprecated");
    private static final Warning CUT = new Warning("Warning", 1292, "Truncated incorrect INTEGER value: 'x'");
    private static final Loading LOADING = new Loading("t", "CREATE TEMPORARY TABLE t (n INT)", List.of());

    @Test
    void whatIsAboutTheTextCountsOnce() {
        StepWarnings steps = new StepWarnings();
        steps.asked(List.of(DEPRECATED));
        assertEquals(1, steps.changed(List.of(DEPRECATED, CUT), 2));
        assertEquals(1, steps.changed(List.of(CUT), 1));
        assertEquals(List.of(DEPRECATED, CUT, CUT), steps.all());
    }

    @Test
    void rowsAreNotChosenWithAWarningAboutValues() {
        StepWarnings steps = new StepWarnings();
        assertThrows(RoutingException.class, () -> steps.asked(List.of(CUT)));
        assertEquals(List.of(), steps.all());
    }

    @Test
    void loadedValuesAreWhatTheyWere() {
        LoadWarnings.judge(LOADING, List.of(DEPRECATED, DEPRECATED), 2);
        assertThrows(RoutingException.class, () -> LoadWarnings.judge(LOADING, List.of(DEPRECATED, CUT), 2));
        assertThrows(RoutingException.class, () -> LoadWarnings.judge(LOADING, List.of(DEPRECATED), 2));
    }
}
