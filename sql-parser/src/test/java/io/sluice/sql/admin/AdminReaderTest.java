package io.sluice.sql.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.sql.Dialect;
import io.sluice.sql.Feature;
import io.sluice.sql.Operand;
import io.sluice.sql.Scope;
import io.sluice.sql.SqlParser;
import io.sluice.sql.SqlValue;
import io.sluice.sql.Statement;
import io.sluice.sql.TableOccurrence;
import io.sluice.sql.lex.Fingerprint;
import io.sluice.sql.lex.Names;
import io.sluice.sql.text.Span;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdminReaderTest {
    /** Stands for the reader of data statements: it knows the one table {@code orders}. */
    private static Statement data(Fingerprint fingerprint) {
        String text = fingerprint.text();
        int at = text.indexOf("orders");
        if (Names.verb(fingerprint).equals("UPDATE")) {
            return new Statement.Update(Scope.empty(), List.of());
        }
        if (at < 0) {
            return new Statement.NotUnderstood(Scope.empty(), "", List.of(), "no orders", 0);
        }
        TableOccurrence table = new TableOccurrence(0, null, "orders", "o", new Span(at, at + 6), 0, false, List.of());
        return new Statement.Query(new Scope(List.of(table), List.of(), Set.of(), List.of(), List.of()));
    }

    static Statement read(String text) {
        return AdminReader.read(Fingerprint.of(text, Dialect.MARIADB), AdminReaderTest::data);
    }

    static List<String[]> readings() {
        return Readings.ALL
                .lines()
                .filter(line -> !line.isBlank())
                .map(line -> line.split("\\s+=>\\s+", 2))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("readings")
    void readsAs(String text, String reading) {
        assertEquals(reading, print(text, read(text)));
    }

    /** {@code kind details [tables]}; a table that is written carries an exclamation mark. */
    private static String print(String text, Statement statement) {
        String tables = statement.scope().tables().stream()
                .map(t -> {
                    String said = t.span().of(text).replaceAll("[`\\s]", "");
                    assertTrue(said.toLowerCase().contains(t.name().toLowerCase()), said);
                    return (t.schema() == null ? "" : t.schema() + ".") + t.name() + (t.write() ? "!" : "");
                })
                .collect(Collectors.joining(" "));
        String inside = statement.scope().features().contains(Feature.QUERY_INSIDE) ? " +query" : "";
        return (head(text, statement) + (tables.isEmpty() ? "" : " [" + tables + "]") + inside).strip();
    }

    private static String head(String text, Statement statement) {
        if (statement instanceof Statement.Ddl ddl) {
            return "ddl " + ddl.verb() + " " + ddl.object() + (ddl.temporary() ? " temporary" : "");
        }
        if (statement instanceof Statement.SetVariables set) {
            return "set "
                    + set.assignments().stream().map(a -> assignment(text, a)).collect(Collectors.joining("; "));
        }
        if (statement instanceof Statement.Transaction t) {
            return t.kind()
                    + (t.savepoint() == null ? "" : " " + t.savepoint())
                    + (t.readOnly() ? " ro" : "")
                    + (t.consistentSnapshot() ? " snapshot" : "")
                    + (t.chain() ? " chain" : "")
                    + (t.release() ? " release" : "");
        }
        if (statement instanceof Statement.Show show) {
            return "show " + show.what();
        }
        if (statement instanceof Statement.Use use) {
            return "use " + use.schema();
        }
        if (statement instanceof Statement.ExplainRoute route) {
            return "route <" + route.inner().of(text) + ">";
        }
        if (statement instanceof Statement.Explain explain) {
            return "explain " + explain.statement().getClass().getSimpleName();
        }
        if (statement instanceof Statement.Kill kill) {
            return "kill " + (kill.query() ? "query " : "") + operand(kill.id());
        }
        if (statement instanceof Statement.Named named) {
            return "named " + named.kind() + " " + named.name() + spans(text, named);
        }
        if (statement instanceof Statement.LoadLocal load) {
            String fields = load.form().columns().stream()
                    .map(c -> c.column() == null ? "@" : c.column())
                    .collect(Collectors.joining(" "));
            String set = String.join(" ", load.form().assigned());
            return "load " + (load.xml() ? "xml " : "") + "local (" + fields + ")" + (set.isEmpty() ? "" : " " + set);
        }
        if (statement instanceof Statement.Other other) {
            return "other " + other.verb();
        }
        return "not understood " + ((Statement.NotUnderstood) statement).verb();
    }

    private static String spans(String text, Statement.Named named) {
        return named.operands().stream().map(span -> " <" + span.of(text) + ">").collect(Collectors.joining());
    }

    private static String assignment(String text, Statement.VariableAssignment a) {
        return a.kind() + " " + a.name() + " <" + a.valueSpan().of(text) + "> " + operand(a.value());
    }

    private static String operand(Operand operand) {
        if (operand instanceof Operand.Slot slot) {
            return "#" + slot.index();
        }
        if (operand instanceof Operand.Negate negate) {
            return "-" + operand(negate.operand());
        }
        if (operand instanceof Operand.Constant constant) {
            SqlValue value = constant.value();
            return value instanceof SqlValue.Text t
                    ? t.value()
                    : value instanceof SqlValue.Whole w ? "=" + w.value() : "NULL";
        }
        return "?";
    }

    @Test
    void whatIsNotUnderstoodNamesEveryWord() {
        Statement.NotUnderstood not = (Statement.NotUnderstood) read("FROB orders, `Line Items` ON x.y");
        assertEquals("FROB", not.verb());
        assertEquals(List.of("frob", "orders", "line items", "on", "x", "y"), not.names());
        assertEquals(0, not.position());
    }

    @Test
    void aCharacterSetGivenAsAStringIsPinned() {
        assertEquals(List.of(0), read("SET NAMES 'utf8mb4'").scope().pinnedSlots());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 'a",
                "",
                ";",
                "(((",
                "SELECT 1; SELECT 2",
                "/*!",
                "DROP TABLE `a",
                "=1",
                "SET",
                "SET @",
                "SET @x",
                "SHOW"
            })
    void theDoorTurnsBadTextsAway(String text) {
        Statement statement = SqlParser.parse(Fingerprint.of(text, Dialect.MYSQL));
        assertTrue(statement instanceof Statement.NotUnderstood, statement::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"(", "SELECT (", "CASE ", "- ", "NOT ", "DO ((", "SELECT 1 UNION ", "EXPLAIN ", "/*!", "SET @x=("
            })
    void deepTextsAreTurnedAwayAtOnce(String piece) {
        String text = piece.repeat(20_000);
        assertTrue(SqlParser.parse(Fingerprint.of(text, Dialect.MARIADB)) instanceof Statement.NotUnderstood);
        assertTrue(SqlParser.parse(Fingerprint.of("SELECT " + text, Dialect.MYSQL)) instanceof Statement.NotUnderstood);
    }
}
