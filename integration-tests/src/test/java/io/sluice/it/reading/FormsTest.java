package io.sluice.it.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.it.reading.Judge.Finding;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** The tricky forms of {@code reading/forms.txt}, as texts and prepared: the same rows, or refused where the file says so. */
@WithServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FormsTest {
    private World world;

    private record Form(String mode, String charset, boolean mayBeRefused, String line) {
        byte[] bytes() {
            return Text.bytes(line);
        }

        boolean isText() {
            byte[] bytes = bytes();
            String text = new String(bytes, StandardCharsets.UTF_8);
            return charset.equals("utf8mb4") && Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes);
        }
    }

    @BeforeAll
    void start(TestServers servers) {
        world = World.start(servers);
    }

    @AfterAll
    void stop() {
        world.close();
    }

    /** {@code @@ mode=… charset=…} holds until the next; {@code ~} may be refused; {@code ##} is a remark. */
    private static List<Form> forms() {
        List<Form> forms = new ArrayList<>();
        String mode = "";
        String charset = "utf8mb4";
        for (String line : file().lines().toList()) {
            if (line.startsWith("@@ ")) {
                mode = value(line, "mode", "");
                charset = value(line, "charset", "utf8mb4");
            } else if (!line.isBlank() && !line.startsWith("##")) {
                boolean mayBeRefused = line.startsWith("~ ");
                forms.add(new Form(mode, charset, mayBeRefused, mayBeRefused ? line.substring(2) : line));
            }
        }
        return forms;
    }

    private static String value(String line, String name, String otherwise) {
        for (String word : line.split(" ")) {
            if (word.startsWith(name + "=")) {
                return word.substring(name.length() + 1);
            }
        }
        return otherwise;
    }

    private static String file() {
        try (InputStream in = Objects.requireNonNull(FormsTest.class.getResourceAsStream("/reading/forms.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void thereAreEnough() {
        assertTrue(forms().size() >= 150, forms().size() + " forms");
    }

    @TestFactory
    Stream<DynamicTest> asText() {
        return tests(forms().stream(), World.Doorway.PROXY, false);
    }

    @TestFactory
    Stream<DynamicTest> prepared() {
        return tests(forms().stream(), World.Doorway.PROXY, true);
    }

    /** Those that a Java string can hold: the driver's texts are UTF-8. */
    @TestFactory
    Stream<DynamicTest> throughTheDriver() {
        return tests(forms().stream().filter(Form::isText), World.Doorway.DRIVER, false);
    }

    private Stream<DynamicTest> tests(Stream<Form> forms, World.Doorway door, boolean prepared) {
        return forms.map(form -> DynamicTest.dynamicTest(
                form.mode() + " " + form.charset() + " " + form.line(), () -> check(form, door, prepared)));
    }

    private void check(Form form, World.Doorway door, boolean prepared) {
        try (Judge judge = world.judge(door, prepared)) {
            judge.both("SET sql_mode = '" + form.mode() + "'", "SET NAMES " + form.charset(), "SET autocommit = 0");
            Judge.Verdict verdict = judge.judge(form.bytes());
            if (Boolean.getBoolean("reading.show")) {
                System.out.println("[form] " + verdict.finding() + (prepared ? " P " : " T ") + form.line() + " ## "
                        + verdict.text().replace("\n", " "));
            }
            assertNotEquals(Finding.DIFFERENT, verdict.finding(), verdict::text);
            if (!form.mayBeRefused() && verdict.finding() == Finding.REFUSED) {
                assertEquals("answered", verdict.text());
            }
        }
    }
}
