package io.sluice.routing;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameStartingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.sluice.routing", importOptions = ImportOption.DoNotIncludeTests.class)
class FencesTest {
    @ArchTest
    static final ArchRule ONLY_THE_DSL_KNOWS_GROOVY = noClasses()
            .that()
            .resideOutsideOfPackage("io.sluice.routing.rules.groovy..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("groovy..", "org.codehaus.groovy..", "org.apache.groovy..")
            .because("a rule is a ShardingRule to everybody else, however it was written");

    @ArchTest
    static final ArchRule NOBODY_KNOWS_CALCITE = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.calcite..")
            .because("the planner reads Statement, whose meaning is MySQL's");

    @ArchTest
    static final ArchRule THE_STATEMENT_PATH_ONLY_DECIDES = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.sluice.routing",
                    "io.sluice.routing.plan..",
                    "io.sluice.routing.route..",
                    "io.sluice.routing.session..",
                    "io.sluice.routing.merge..",
                    "io.sluice.routing.keys..",
                    "io.sluice.routing.schema..",
                    "io.sluice.routing.cluster..",
                    "io.sluice.routing.causality..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "java.net..", "io.netty..", "io.sluice.routing.control..")
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching("java[.]util[.]concurrent[.](Executor.*|.*Executor|Future|CompletableFuture)")
            .because("the core opens no socket, owns no thread and never blocks: the doors carry decisions out");

    @ArchTest
    static final ArchRule NO_CYCLES = slices().matching("io.sluice.routing.(*)..")
            .should()
            .beFreeOfCycles()
            // A snapshot owns the plans made on it; the printer shows plan and route in one text.
            .ignoreDependency(simpleName("Cluster"), simpleName("PlanCache"))
            .ignoreDependency(simpleNameStartingWith("PlanPrinter"), resideInAPackage("io.sluice.routing.route.."));
}
