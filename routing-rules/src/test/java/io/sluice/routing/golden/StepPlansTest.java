package io.sluice.routing.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.sluice.routing.Parameters;
import io.sluice.routing.RoutingException;
import io.sluice.routing.Statements;
import io.sluice.routing.plan.PlanPrinter;
import io.sluice.routing.session.Session;
import io.sluice.sql.lex.Fingerprint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What becomes of a write where a door takes steps: {@code script.plan}. */
class StepPlansTest {
    @TestFactory
    Stream<DynamicTest> steps() throws IOException {
        PlanFile file = PlanFile.read(Path.of("src/test/resources/steps/script.plan"));
        return file.cases().stream().map(each -> dynamicTest(each.title(), () -> check(each)));
    }

    private static void check(PlanFile.PlanCase each) throws IOException {
        Worlds.World world = Worlds.of(each.world());
        Session session = new Session(world::cluster, 1, "golden");
        session.useSchema(world.cluster().name());
        for (PlanFile.Step step : each.steps()) {
            Parameters parameters = ordinal -> step.params().get(ordinal);
            assertEquals(
                    String.join("\n", step.expected()),
                    String.join("\n", lines(step.sql(), parameters, session)),
                    () -> "line " + each.line() + " " + step.sql());
        }
    }

    private static List<String> lines(String sql, Parameters parameters, Session session) {
        try {
            Fingerprint text = Fingerprint.of(sql, session.dialect());
            return PlanPrinter.lines(Statements.steps(text, parameters, session), parameters::value).stream()
                    .flatMap(String::lines)
                    .toList();
        } catch (RoutingException e) {
            return List.of(PlanPrinter.line(e));
        }
    }
}
