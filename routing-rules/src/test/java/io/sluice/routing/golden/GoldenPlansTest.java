package io.sluice.routing.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every case of every {@code .plan} file; {@code -Dplans.accept} writes what is given today into the files, but not into those
 * of {@code byhand}: a person derived them from the rules and MySQL's manual, and only a person may change them.
 */
class GoldenPlansTest {
    private static final Path PLANS = Path.of("src/test/resources/plans");

    @TestFactory
    Stream<DynamicContainer> plans() throws IOException {
        List<DynamicContainer> files = new ArrayList<>();
        try (Stream<Path> paths = Files.walk(PLANS)) {
            for (Path path :
                    paths.filter(p -> p.toString().endsWith(".plan")).sorted().toList()) {
                files.add(file(path));
            }
        }
        return files.stream();
    }

    private static DynamicContainer file(Path path) throws IOException {
        PlanFile file = PlanFile.read(path);
        if (System.getProperty("plans.accept") != null && !path.getParent().endsWith("byhand")) {
            Files.write(path, file.accepted());
            file = PlanFile.read(path);
        }
        return DynamicContainer.dynamicContainer(
                path.getFileName().toString(),
                file.cases().stream().map(c -> DynamicTest.dynamicTest(c.title(), path.toUri(), () -> check(path, c))));
    }

    private static void check(Path path, PlanFile.PlanCase planCase) throws IOException {
        List<List<String>> given = new PlanRun(planCase).run();
        for (int i = 0; i < given.size(); i++) {
            PlanFile.Step step = planCase.steps().get(i);
            assertEquals(
                    String.join("\n", step.expected()),
                    String.join("\n", given.get(i)),
                    () -> path.getFileName() + ":" + planCase.line() + " " + step.sql());
        }
    }
}
