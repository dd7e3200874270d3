package io.sluice.sql;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.sluice.sql", importOptions = ImportOption.DoNotIncludeTests.class)
class FencesTest {
    @ArchTest
    static final ArchRule ONLY_ONE_PACKAGE_KNOWS_CALCITE = noClasses()
            .that()
            .resideOutsideOfPackage("io.sluice.sql.calcite..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.calcite..")
            .because("a Calcite type that leaks ties every reader of Statement to Calcite");

    @ArchTest
    static final ArchRule THE_FRONT_END_DOES_NOTHING = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.net..", "java.sql..", "io.netty..")
            .because("text goes in, a statement comes out: no socket, no JDBC");

    @ArchTest
    static final ArchRule THE_MODEL_KNOWS_NO_READER = noClasses()
            .that()
            .resideInAPackage("io.sluice.sql")
            .and()
            .haveNameNotMatching(".*[.](SqlParser|Nesting).*")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.sluice.sql.lex..", "io.sluice.sql.admin..", "io.sluice.sql.calcite..")
            .because("planner and doors read the model without knowing how it came about");

    @ArchTest
    static final ArchRule THE_LEXER_KNOWS_NO_GRAMMAR = noClasses()
            .that()
            .resideInAnyPackage("io.sluice.sql.lex..", "io.sluice.sql.text..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.sluice.sql.admin..", "io.sluice.sql.calcite..")
            .because("all three readers stand on the same tokens");

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("io.sluice.sql.(*)..").should().beFreeOfCycles();
}
