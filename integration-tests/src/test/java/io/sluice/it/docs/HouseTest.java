package io.sluice.it.docs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** House rules that hold in every module. */
@AnalyzeClasses(packages = "io.sluice", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseTest {
    @ArchTest
    static final ArchRule NAMES_ARE_THINGS = noClasses()
            .that()
            .doNotHaveSimpleName("MysqlParserTokenManager") // JavaCC names it
            .should()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Factory")
            .orShould()
            .haveSimpleNameEndingWith("Engine")
            .orShould()
            .haveSimpleNameEndingWith("Context")
            .orShould()
            .haveSimpleNameEndingWith("Facade")
            .orShould()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .because("a name says what a thing is, not what machinery it belongs to");

    @ArchTest
    static final ArchRule NO_GET = noMethods()
            .that()
            .areDeclaredInClassesThat()
            .resideInAnyPackage("io.sluice.routing..", "io.sluice.proxy..", "io.sluice.sql", "io.sluice.sql.lex..")
            .should()
            .haveNameMatching("get[A-Z].*")
            .because("a record's x() reads like the thing itself");

    @ArchTest
    static final ArchRule THE_DOORS_DO_NOT_SEE_EACH_OTHER = noClasses()
            .that()
            .resideInAPackage("io.sluice.proxy..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.sluice.jdbc..")
            .because("what both doors need sits below them");

    @ArchTest
    static final ArchRule THE_DRIVER_KNOWS_NO_NETTY = noClasses()
            .that()
            .resideInAPackage("io.sluice.jdbc..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.netty..", "io.sluice.proxy..", "org.apache.calcite..", "groovy..")
            .because("it is a guest in other people's class paths");
}
