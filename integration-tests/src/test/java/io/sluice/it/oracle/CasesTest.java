package io.sluice.it.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.sluice.it.compare.Door;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/**
 * What the oracle has found, each with a name, through every door: {@code oracle/cases.sql}. Blocks begin with {@code == name};
 * lines of {@code --} are its rules; {@code ask} and {@code ask in order} stand before statements that are compared, all others
 * make the tables. A statement may be refused by name.
 */
@WithServers
class CasesTest {
    private record Case(String name, StringBuilder rules, List<String> script, List<Question> questions) {}

    @TestFactory
    Stream<DynamicContainer> asOneServerAnswers(TestServers servers) throws IOException {
        return cases().stream()
                .map(each -> dynamicContainer(
                        each.name(), Stream.of(dynamicTest("every door", () -> everyDoor(servers, each)))));
    }

    private static void everyDoor(TestServers servers, Case of) throws SQLException {
        List<String> wrong = new ArrayList<>();
        try (Arena arena = Arena.open(servers, of.rules().toString(), "", of.script())) {
            for (Question question : of.questions()) {
                for (Door door : Door.chosen()) {
                    Reply truth = Reply.ask(arena.plain(door), question, door.prepared());
                    Reply reply = Reply.ask(arena.sluice(door), question, door.prepared());
                    boolean refused = reply instanceof Reply.Failure failure && failure.refusal();
                    String difference = refused ? "" : Likeness.difference(question, truth, reply);
                    if (!difference.isEmpty()) {
                        wrong.add(door + ": " + question.template() + "\n" + difference);
                    }
                }
            }
        }
        assertEquals("", String.join("\n", wrong));
    }

    private static List<Case> cases() throws IOException {
        List<Case> cases = new ArrayList<>();
        boolean ordered = false;
        for (String line : text().lines().toList()) {
            Case last = cases.isEmpty() ? null : cases.get(cases.size() - 1);
            if (line.startsWith("== ")) {
                cases.add(new Case(line.substring(3), new StringBuilder(), new ArrayList<>(), new ArrayList<>()));
            } else if (last != null && line.startsWith("-- ")) {
                last.rules().append(line.substring(3)).append('\n');
            } else if (last != null && line.startsWith("ask ")) {
                ordered = line.startsWith("ask in order ");
                String sql = line.substring(ordered ? "ask in order ".length() : "ask ".length());
                last.questions().add(question(sql, ordered));
            } else if (last != null && !line.isBlank() && !line.startsWith("#")) {
                last.script().add(line);
            }
        }
        return cases;
    }

    private static Question question(String sql, boolean ordered) {
        Set<String> tags = sql.toLowerCase(Locale.ROOT).contains(" left join ") ? Set.of("left join") : Set.of();
        return new Question(sql, new Selected(sql, List.of(), List.of(), List.of(), ordered), tags);
    }

    private static String text() throws IOException {
        try (InputStream in = Objects.requireNonNull(CasesTest.class.getResourceAsStream("/oracle/cases.sql"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
