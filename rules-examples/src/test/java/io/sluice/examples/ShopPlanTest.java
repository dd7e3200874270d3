package io.sluice.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.routing.golden.PlanFile;
import io.sluice.routing.golden.PlanRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Runs the shop's {@code .plan} file, no server needed; copy it for your own. {@code -Dplans.accept} rewrites the file. */
class ShopPlanTest {
    private static final Path PLAN = Path.of("src/main/resources/shop/shop.plan");

    @TestFactory
    Stream<DynamicTest> shop() throws IOException {
        PlanFile file = PlanFile.read(PLAN);
        if (System.getProperty("plans.accept") != null) {
            Files.write(PLAN, file.accepted());
            file = PlanFile.read(PLAN);
        }
        return file.cases().stream().map(c -> DynamicTest.dynamicTest(c.title(), () -> check(c)));
    }

    private static void check(PlanFile.PlanCase planCase) throws IOException {
        List<List<String>> given = new PlanRun(planCase).run();
        for (int i = 0; i < given.size(); i++) {
            PlanFile.Step step = planCase.steps().get(i);
            assertEquals(String.join("\n", step.expected()), String.join("\n", given.get(i)), step.sql());
        }
    }
}
