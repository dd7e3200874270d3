package io.sluice.routing.rules.groovy;

import groovy.lang.GroovyClassLoader;
import io.sluice.routing.rules.Rules;
import io.sluice.routing.rules.RulesError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;
import org.codehaus.groovy.runtime.InvokerHelper;

/**
 * Reads a rules file:
 *
 * <pre>
 * Rules rules = GroovyRules.load(Path.of("rules.groovy"), List.of("s0", "s1"));
 * </pre>
 *
 * The script is compiled once in a class loader of its own, run, and verified; all within a bounded time. What comes out is
 * immutable and holds no open resource; its classes go when it goes. Not for the statement path (some 200 ms).
 *
 * <p>Rules are the operator's trusted code: the allow-list is there so that mistakes and bad habits show, not as a prison.
 */
public final class GroovyRules {
    private static final Duration TIME_LIMIT = Duration.ofSeconds(10);

    private GroovyRules() {}

    /**
     * Reads and verifies a file.
     *
     * @param shards the cluster's shard names in its order
     * @throws RulesError with file, line and cause
     */
    public static Rules load(Path file, Collection<String> shards) {
        String name = file.getFileName().toString();
        try {
            return load(name, Files.readString(file), shards);
        } catch (IOException e) {
            throw new RulesError(name, 0, "cannot be read: " + e);
        }
    }

    /** The same for a text; {@code name} is what errors call it. */
    public static Rules load(String name, String text, Collection<String> shards) {
        return load(name, text, shards, TIME_LIMIT);
    }

    static Rules load(String name, String text, Collection<String> shards, Duration limit) {
        return BoundedRun.call(name, limit, () -> read(name, text, List.copyOf(shards)));
    }

    private static Rules read(String name, String text, List<String> shards) {
        Set<Object> constants = new LinkedHashSet<>();
        GroovyClassLoader loader =
                new GroovyClassLoader(GroovyRules.class.getClassLoader(), Sandbox.configuration(constants));
        try {
            RulesScript script = script(loader, name, text);
            script.begin(new Origin(name, shards, constants));
            script.run();
            return script.finish();
        } catch (RulesError e) {
            throw e;
        } catch (MultipleCompilationErrorsException e) {
            throw compileError(name, e);
        } catch (StackOverflowError e) {
            throw new RulesError(name, Lines.of(name, e), "calls itself without end");
        } catch (RuntimeException | LinkageError | AssertionError e) {
            throw new RulesError(name, Lines.of(name, e), Lines.sentence(e));
        } finally {
            close(loader);
        }
    }

    private static RulesScript script(GroovyClassLoader loader, String name, String text) {
        Class<?> type = loader.parseClass(text, name);
        return (RulesScript) InvokerHelper.createScript(type, new groovy.lang.Binding());
    }

    private static RulesError compileError(String file, MultipleCompilationErrorsException e) {
        for (Object message : e.getErrorCollector().getErrors()) {
            if (message instanceof SyntaxErrorMessage syntax) {
                String cause = String.valueOf(syntax.getCause().getOriginalMessage());
                return new RulesError(file, syntax.getCause().getLine(), Lines.firstLine(cause));
            }
        }
        return new RulesError(file, 0, Lines.firstLine(e.getMessage()));
    }

    private static void close(GroovyClassLoader loader) {
        for (Class<?> type : loader.getLoadedClasses()) {
            InvokerHelper.removeClass(type);
        }
        try {
            loader.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
