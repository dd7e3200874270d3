package io.sluice.it.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.routing.RoutingError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README's error table is the code's, and its links lead somewhere. */
class ReadmeTest {
    private static final Path ROOT = root();
    private static final Pattern TABLE =
            Pattern.compile("(<!-- errors:[^>]*-->\n).*?(<!-- /errors -->)", Pattern.DOTALL);
    private static final Pattern REFUSALS =
            Pattern.compile("the plan files hold some ([0-9]+)\\s+refusals among their\\s+([0-9,]+)\\s+statements");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)\\)");

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("README.md"))) {
            folder = folder.getParent();
        }
        return folder == null ? Path.of("") : folder;
    }

    @Test
    void theErrorTableIsTheCodes() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        String expected = TABLE.matcher(readme)
                .replaceFirst(found -> Matcher.quoteReplacement(found.group(1) + table() + found.group(2)));
        if (System.getProperty("readme.accept") != null) {
            Files.writeString(ROOT.resolve("README.md"), expected);
        }
        assertEquals(expected, Files.readString(ROOT.resolve("README.md")), "run with -Dreadme.accept to rewrite it");
    }

    private static String table() {
        StringBuilder table = new StringBuilder("\n| code | MySQL's | whose | text |\n|---|---|---|---|\n");
        for (RoutingError error : RoutingError.values()) {
            table.append("| ").append(error.code());
            table.append(" | ").append(error.errno()).append(' ').append(error.sqlState());
            table.append(" | ").append(error.category().name().toLowerCase(Locale.ROOT));
            table.append(" | ").append(error.text().replace("|", "\\|")).append(" |\n");
        }
        return table.append('\n').toString();
    }

    /** The README says how many in round numbers: half of a step more or less is told here. */
    @Test
    void theNumberOfRefusalsIsRight() throws IOException {
        Matcher said = REFUSALS.matcher(Files.readString(ROOT.resolve("README.md")));
        assertTrue(said.find(), REFUSALS.pattern());
        int refusals = 0;
        int statements = 0;
        Path plans = ROOT.resolve("routing-rules/src/test/resources/plans");
        try (Stream<Path> files = Files.walk(plans)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".plan")).toList()) {
                List<String> lines = Files.readAllLines(file);
                refusals += Math.toIntExact(lines.stream()
                        .filter(l -> l.startsWith("error ROUTE-2"))
                        .count());
                statements +=
                        Math.toIntExact(lines.stream().filter("----"::equals).count());
            }
        }
        assertEquals(refusals, Integer.parseInt(said.group(1)), 20, "refusals");
        assertEquals(statements, Integer.parseInt(said.group(2).replace(",", "")), 100, "statements");
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        Matcher links = LINK.matcher(Files.readString(ROOT.resolve("README.md")));
        while (links.find()) {
            String target = links.group(1);
            if (!target.contains("://")) {
                assertTrue(Files.exists(ROOT.resolve(target)), target);
            }
        }
    }
}
