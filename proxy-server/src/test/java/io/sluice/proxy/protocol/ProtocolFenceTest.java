package io.sluice.proxy.protocol;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.sluice.proxy.protocol", importOptions = DoNotIncludeTests.class)
class ProtocolFenceTest {
    @ArchTest
    static final ArchRule KNOWS_NOTHING_OF_US = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("io.sluice.proxy.protocol", "io.netty..", "java..", "javax.crypto..", "org.jspecify..")
            .because("the wire protocol is Netty buffers and the JDK, so that it can be read and tested alone");
}
