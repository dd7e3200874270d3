package io.sluice.routing.rules.groovy;

import java.util.Set;
import org.codehaus.groovy.control.CompilerConfiguration;

/** How rules files are compiled. */
final class Sandbox {
    private Sandbox() {}

    static CompilerConfiguration configuration(String file) {
        CompilerConfiguration configuration = new CompilerConfiguration();
        configuration.setScriptBaseClass(RulesScript.class.getName());
        configuration.setDisabledGlobalASTTransformations(Set.of("groovy.grape.GrabAnnotationTransformation"));
        return configuration;
    }
}
