package io.sluice.routing.rules.groovy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sluice.routing.rules.RulesError;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every mistake is told with file, line and cause, in one sentence. */
class PlantedMistakesTest {
    private static Arguments mistake(String error, String text) {
        return Arguments.of(error, text);
    }

    static Stream<Arguments> meaning() {
        return Stream.of(
                mistake(
                        "1: table t names shard 's7', but the cluster has s0, s1",
                        "table('t') { key 'a'; shards 's0', 's7'; modulo() }"),
                mistake(
                        "2: table t names shard 's7', but the cluster has s0, s1",
                        "table('t') { key 'a'\n list s7: [1] }"),
                mistake(
                        "1: table t names shard 's2', but there is only s0, s1",
                        "table('t') { key 'a'; shards { long a -> \"s${a % 3}\" }; tables { long a -> 't' } }"),
                mistake("2: single names shard 's9', but the cluster has s0, s1", "\nsingle 'a', on: 's9'"),
                mistake("1: table t has no key; write key 'column'", "table('t') { modulo() }"),
                mistake(
                        "1: table t has no rule; add modulo(), hash(), ranges, list, byMonth, buckets or shards { … }",
                        "table('t') { key 'a' }"),
                mistake("1: table t has two rules", "table('t') { key 'a'; modulo(); hash() }"));
    }

    static Stream<Arguments> layout() {
        return Stream.of(
                mistake(
                        "3: table t: the ranges … to below 10 and 5 to below … overlap",
                        "\ntable('t') {\n key 'a'; ranges s0: below(10), s1: from(5) }"),
                mistake("2: table t is already declared at line 1", "table('t') { key 'a'; modulo() }\nbroadcast 't'"),
                mistake(
                        "2: table T_1 and table t both claim s0.T_1",
                        "table('t') { key 'a'; tables 't_{0..1}'; modulo() }\nsingle 'T_1', on: 's0'"),
                mistake(
                        "3: colocate goes by c, but table t is sharded by a",
                        "table('t') { key 'a'; modulo() }\ntable('u') { key 'c'; modulo() }\ncolocate 't', 'u', on: 'c'"),
                mistake(
                        "3: tables t and u place key 1 differently",
                        "table('t') { key 'a'; modulo() }\ntable('u') { key 'a'; hash() }\ncolocate 't', 'u', on: 'a'"),
                mistake(
                        "3: tables t and u do not lie alike on the shards",
                        "table('t') { key 'a'; modulo() }\ntable('u') { key 'a'; shards 's0'; modulo() }\ncolocate 't', 'u', on: 'a'"),
                mistake("1: colocate needs t to be a sharded table of this file", "colocate 't', 'u', on: 'a'"),
                mistake("1: table t is like u, which is not a sharded table declared above", "table('t') { like 'u' }"),
                mistake(
                        "1: table t needs a typed key in shards: { long id -> … }; types are " + KeyTypes.KNOWN,
                        "table('t') { key 'a'; shards { a -> 0 } }"),
                mistake(
                        "1: table t has no place for key 0 in shards: the rule answers null",
                        "table('t') { key 'a'; shards { long a -> null } }"),
                mistake(
                        "1: table t has no place for key 2 in shards: the rule answers 2, but has only 2 names",
                        "table('t') { key 'a'; shards { long a -> a % 3 } }"),
                mistake(
                        "1: table t has no place for key 0 in shards: ArithmeticException: / by zero",
                        "table('t') { key 'a'; shards { long a -> 1.intdiv(a) } }"),
                mistake(
                        "1: table t has several tables, but nothing says which; add tables { … }",
                        "table('t') { key 'a'; tables 't_{0..1}'; shards { long a -> a % 2 } }"),
                mistake("1: there is no option 'onto' here; known: on", "single 'a', onto: 's0'"),
                mistake("1: there is no word 'key' with these arguments here", "table('t') { key 7 }"),
                mistake(
                        "1: table t: '2026-13' is not a date of the form 2026-01 or 2026-01-31",
                        "table('t') { key 'a'; byMonth tables: 't_{yyyyMM}', from: '2026-13', to: '2026-14' }"),
                mistake("1: table t has fewer buckets (1) than tables (2)", "table('t') { key 'a'; buckets 1 }"),
                mistake("1: table t lists 1 twice", "table('t') { key 'a'; list s0: [1], s1: [1] }"),
                mistake(
                        "1: table t has ranges of text, whose order depends on the collation; use list or hash",
                        "table('t') { key 'a', String; ranges s0: ['a', 'b'] }"));
    }

    static Stream<Arguments> language() {
        return Stream.of(
                mistake(
                        "2: a while loop is not allowed in a rules file",
                        "table('t') { key 'a'; shards { long a ->\n while (true) { } } }"),
                mistake("1: a for loop is not allowed in a rules file", "for (i in 0..3) { single \"t$i\", on: 's0' }"),
                mistake("2: 'getenv' is not allowed in a rules file", "\ntable(System.getenv('X').trim()) { }"),
                mistake("1: 'exit' is not allowed in a rules file", "System.exit(1)"),
                mistake(
                        "1: new is not allowed in a rules file",
                        "table('t') { key 'a'; shards { long a -> new File('/etc/passwd').length() % 2 } }"),
                mistake(
                        "1: 'random' is not allowed in a rules file",
                        "table('t') { key 'a'; shards { long a -> Math.random() } }"),
                mistake("1: 'execute' is not allowed in a rules file", "'ls'.execute()"),
                mistake("1: 'getClass' is not allowed in a rules file", "''.getClass()"),
                mistake("1: 'class' is not allowed in a rules file", "def x = ''.class"),
                mistake("1: a call by a computed name is not allowed in a rules file", "''.\"${'exe' + 'cute'}\"()"),
                mistake("1: import is not allowed in a rules file", "import java.nio.file.Files\nbroadcast 'a'"),
                mistake(
                        "1: import is not allowed in a rules file",
                        "@groovy.transform.ASTTest(value = { assert false }) import java.lang.Long"),
                mistake(
                        "1: an annotation is not allowed in a rules file",
                        "@groovy.transform.ASTTest(value = { System.setProperty('sluice.pwned', 'yes') }) def x = 1"),
                mistake("1: an annotation is not allowed in a rules file", "@Grab('a:b:1') def x = 1"),
                mistake("1: a class is not allowed in a rules file", "class A { }"),
                mistake("1: a method (write a closure) is not allowed in a rules file", "def f(long a) { f(a) }"),
                mistake(
                        "1: an assignment (declare a new variable with def) is not allowed in a rules file",
                        "def n = 0; table('t') { key 'a'; shards { long a -> n = n + 1 } }"),
                mistake(
                        "1: ++ or -- is not allowed in a rules file",
                        "def n = 0; table('t') { key 'a'; shards { long a -> n++ } }"),
                mistake("1: 'metaClass' is not allowed in a rules file", "def x = String.metaClass"),
                mistake("1: 'binding' is not allowed in a rules file", "def x = binding"),
                mistake("1: the type java.lang.Thread is not allowed in a rules file", "def x = 1 as java.lang.Thread"),
                mistake(
                        "1: a variable with the name of the word tables is not allowed in a rules file",
                        "def tables = 2"),
                mistake("1: 'evaluate' is not allowed in a rules file", "evaluate('1')"));
    }

    @ParameterizedTest
    @MethodSource({"meaning", "layout", "language"})
    void isTold(String error, String text) {
        RulesError thrown =
                assertThrows(RulesError.class, () -> GroovyRules.load("rules.groovy", text, List.of("s0", "s1")));
        assertEquals("rules.groovy:" + error, thrown.getMessage());
    }

    @Test
    void syntaxErrorsNameTheLine() {
        RulesError thrown = assertThrows(
                RulesError.class,
                () -> GroovyRules.load("rules.groovy", "broadcast 'a'\ntable('t') { key 'a'", List.of("s0")));
        assertEquals(2, thrown.line());
    }

    @Test
    void codeOfAnnotationsDoesNotRun() {
        assertThrows(
                RulesError.class,
                () -> GroovyRules.load(
                        "rules.groovy",
                        "@groovy.transform.ASTTest(value = { System.setProperty('sluice.pwned', 'yes') }) def x = 1",
                        List.of("s0")));
        assertFalse(System.getProperties().containsKey("sluice.pwned"));
    }

    @Test
    void whatDoesNotEndIsLeft() {
        RulesError thrown = assertThrows(
                RulesError.class,
                () -> GroovyRules.load(
                        "rules.groovy", "\ndef x = 9 ** 99_999_999", List.of("s0"), Duration.ofSeconds(2)));
        assertEquals("rules.groovy:2: does not end within 2 s", thrown.getMessage());
    }
}
