package io.sluice.testkit;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Opens the kit of a class, hands it to tests, judges each test by what it ran, and writes the report. */
final class ShardingExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(ShardingExtension.class);
    private static final String KIT = "kit";

    /** What a class has, and how often its statements have gone to all slots unasked. */
    private static final class Run {
        final ShardingKit kit;
        final ShardingTest wish;
        int scatters;

        Run(ShardingKit kit, ShardingTest wish) {
            this.kit = kit;
            this.wish = wish;
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        Class<?> test = context.getRequiredTestClass();
        ShardingTest wish = test.getAnnotation(ShardingTest.class);
        if (wish == null || context.getStore(NAMESPACE).get(KIT) != null) {
            return; // a nested class uses what its outer class has
        }
        ShardingKit kit = ShardingKit.open(KitSettings.of(wish, test));
        context.getStore(NAMESPACE).put(KIT, new Run(kit, wish));
    }

    private static Run run(ExtensionContext context) {
        Run run = context.getStore(NAMESPACE).get(KIT, Run.class);
        if (run == null) {
            throw new IllegalStateException("no kit is open: the class needs @ShardingTest");
        }
        return run;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        run(context).kit.journal().test(name(context));
    }

    private static String name(ExtensionContext context) {
        return context.getRequiredTestMethod().getName();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Run run = run(context);
        Journal journal = run.kit.journal();
        Map<Finding, List<String>> found = journal.found();
        List<String> details = journal.details();
        journal.test("");
        found.keySet().removeAll(allowed(context.getRequiredTestMethod()));
        List<String> scatters = found.getOrDefault(Finding.SCATTER, List.of());
        run.scatters += scatters.size();
        int budget = run.wish.scatterBudget();
        if (budget < 0 || run.scatters <= budget) {
            found.remove(Finding.SCATTER);
        }
        if (!found.isEmpty()) {
            throw new AssertionError(message(found, details, budget));
        }
    }

    private static Set<Finding> allowed(Method test) {
        ShardingAllows allows = test.getAnnotation(ShardingAllows.class);
        return allows == null ? Set.of() : EnumSet.copyOf(List.of(allows.value()));
    }

    private static String message(Map<Finding, List<String>> found, List<String> details, int budget) {
        List<String> lines = new ArrayList<>();
        found.forEach((finding, shapes) -> {
            String bound = finding == Finding.SCATTER ? " (the class's budget: " + budget + ")" : "";
            Set.copyOf(shapes)
                    .forEach(shape -> lines.add(finding + ": the statement " + finding.words() + bound + ": " + shape));
        });
        lines.addAll(details);
        return String.join("\n", lines);
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        Run run = context.getStore(NAMESPACE).get(KIT, Run.class);
        if (run == null || context.getRequiredTestClass().getAnnotation(ShardingTest.class) == null) {
            return;
        }
        context.getStore(NAMESPACE).remove(KIT);
        try (ShardingKit kit = run.kit) {
            write(context.getRequiredTestClass().getName(), kit.report());
        }
    }

    private static void write(String test, String report) throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "sluice-testkit"));
        Files.writeString(folder.resolve(test + ".txt"), report);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == DataSource.class || type == ShardingKit.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        ShardingKit kit = run(context).kit;
        return parameter.getParameter().getType() == DataSource.class ? kit.dataSource() : kit;
    }
}
