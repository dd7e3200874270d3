package io.sluice.jdbc;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.sluice.jdbc", importOptions = DoNotIncludeTests.class)
class FencesTest {
    @ArchTest
    static final ArchRule KNOWS_ONE_DOOR = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.netty..", "io.sluice.proxy..")
            .because("the two doors never see each other, and the driver brings no network library of its own");

    @ArchTest
    static final ArchRule DECIDES_NOTHING = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.calcite..",
                    "org.codehaus.groovy..",
                    "groovy..",
                    "io.sluice.sql.calcite..",
                    "..rules.groovy..")
            .because("how texts are read and rules are written is the core's business");

    @ArchTest
    static final ArchRule THE_FACE_HOLDS_NO_SERVER = noClasses()
            .that()
            .resideInAPackage("io.sluice.jdbc")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.zaxxer.hikari..")
            .because("only the executor leases connections, so that none can be lost elsewhere");

    @ArchTest
    static final ArchRule NAMES_ARE_THINGS = classes()
            .should()
            .haveNameNotMatching(".*(Manager|Factory|Engine|Context|Facade|Impl|Helper|Util)s?")
            .because("a name says what a thing is, not that it is machinery");
}
