package io.sluice.routing.rules.groovy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Set;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.classgen.GeneratorContext;
import org.codehaus.groovy.control.CompilePhase;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.customizers.CompilationCustomizer;
import org.codehaus.groovy.control.customizers.ImportCustomizer;

/** How rules files are compiled. */
final class Sandbox {
    private Sandbox() {}

    /**
     * INVARIANT: the allow-list looks at the tree in the first phase: annotations such as {@code @ASTTest} run code while later
     * phases compile. Grape would load code even before; it is switched off.
     */
    static CompilerConfiguration configuration(Set<Object> constants) {
        CompilerConfiguration configuration = new CompilerConfiguration();
        configuration.setScriptBaseClass(RulesScript.class.getName());
        configuration.setDisabledGlobalASTTransformations(Set.of("groovy.grape.GrabAnnotationTransformation"));
        ImportCustomizer imports = new ImportCustomizer();
        imports.addImports(
                LocalDate.class.getName(),
                LocalDateTime.class.getName(),
                BigDecimal.class.getName(),
                BigInteger.class.getName());
        configuration.addCompilationCustomizers(new Check(constants), imports);
        return configuration;
    }

    private static final class Check extends CompilationCustomizer {
        private final Set<Object> constants;

        Check(Set<Object> constants) {
            super(CompilePhase.CONVERSION);
            this.constants = constants;
        }

        @Override
        public void call(SourceUnit source, GeneratorContext context, ClassNode type) {
            new AllowList(source, constants).check(type);
        }
    }
}
