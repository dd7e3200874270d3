package io.sluice.routing.golden;

import io.sluice.sql.SqlValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@code .plan} file, read:
 *
 * <pre>
 * rules   rules.groovy             # beside this file, or a path from it; holds until changed
 * cluster cluster.yaml
 * schema  schema.sql
 *
 * == a title opens a case and a fresh session
 * params 7                         # optional: values of the statement's ?
 * SELECT id FROM orders WHERE user_id = ?
 * ----
 * one, replica
 *   s1: SELECT id FROM orders_1 WHERE user_id = ?  [7]
 * forward
 *
 * SELECT 1                         # a further step in the same session, behind an empty line
 * ----
 * …
 * </pre>
 *
 * @param path where it was read
 * @param cases in order
 */
public record PlanFile(Path path, List<PlanCase> cases) {
    public PlanFile {
        cases = List.copyOf(cases);
    }

    /**
     * One case.
     *
     * @param title behind {@code ==}
     * @param world the files that hold for it
     * @param steps statements of one session
     * @param line where it begins, 1-based
     */
    public record PlanCase(String title, World world, List<Step> steps, int line) {
        public PlanCase {
            steps = List.copyOf(steps);
        }
    }

    /**
     * One statement.
     *
     * @param sql its text
     * @param params values of its {@code ?}
     * @param expected the lines that must come
     * @param firstLine index (0-based) of the first expected line
     * @param endLine index behind the last
     */
    public record Step(String sql, List<SqlValue> params, List<String> expected, int firstLine, int endLine) {
        public Step {
            params = List.copyOf(params);
            expected = List.copyOf(expected);
        }
    }

    /**
     * The files that a case runs with.
     *
     * @param flavour any (read as MariaDB reads it, and run on both servers), mariadb, mysql, or folding: MariaDB that does not
     *     heed the letter case of table names
     */
    public record World(Path rules, Path cluster, Path schema, String flavour) {}

    /** @throws IllegalArgumentException with the line, where the file is not of this form */
    public static PlanFile read(Path path) throws IOException {
        return new PlanFile(path, new Reader(path, Files.readAllLines(path)).read());
    }

    /** The file's lines with what its steps give today in place of what was expected. */
    public List<String> accepted() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(path));
        for (int i = cases.size() - 1; i >= 0; i--) {
            PlanCase planCase = cases.get(i);
            List<List<String>> actual = new PlanRun(planCase).run();
            for (int j = planCase.steps().size() - 1; j >= 0; j--) {
                Step step = planCase.steps().get(j);
                lines.subList(step.firstLine(), step.endLine()).clear();
                lines.addAll(step.firstLine(), actual.get(j));
            }
        }
        return lines;
    }

    /** Reads line by line. */
    private static final class Reader {
        private final Path path;
        private final List<String> lines;
        private final List<PlanCase> cases = new ArrayList<>();
        private Path rules;
        private Path cluster;
        private Path schema;
        private String flavour = "any";
        private int at;

        Reader(Path path, List<String> lines) {
            this.path = path;
            this.lines = lines;
            this.rules = path.resolveSibling("rules.groovy");
            this.cluster = path.resolveSibling("cluster.yaml");
            this.schema = path.resolveSibling("schema.sql");
        }

        List<PlanCase> read() {
            while (at < lines.size()) {
                String line = lines.get(at);
                if (line.startsWith("==")) {
                    planCase();
                } else {
                    directive(line);
                    at++;
                }
            }
            return cases;
        }

        private void directive(String line) {
            String words = line.replaceAll("#.*", "").strip();
            if (words.isEmpty()) {
                return;
            }
            String[] parts = words.split("\\s+", 2);
            String value = parts.length > 1 ? parts[1] : "";
            switch (parts[0]) {
                case "rules" -> rules = path.resolveSibling(value);
                case "cluster" -> cluster = path.resolveSibling(value);
                case "schema" -> schema = path.resolveSibling(value);
                case "flavour" -> flavour = value;
                default -> throw wrong("expected '== title', rules, cluster, schema or flavour");
            }
        }

        private void planCase() {
            int start = at;
            String title = lines.get(at).substring(2).strip();
            at++;
            List<Step> steps = new ArrayList<>();
            while (at < lines.size() && !lines.get(at).startsWith("==") && !directiveLine(lines.get(at))) {
                String line = lines.get(at).strip();
                if (line.isEmpty() || line.startsWith("#")) {
                    at++;
                } else {
                    steps.add(step());
                }
            }
            cases.add(new PlanCase(title, new World(rules, cluster, schema, flavour), steps, start + 1));
        }

        private static boolean directiveLine(String line) {
            return line.matches("(rules|cluster|schema|flavour)\\s+\\S+\\s*(#.*)?");
        }

        private Step step() {
            List<SqlValue> params = List.of();
            if (lines.get(at).startsWith("params")) {
                params = PlanParams.read(lines.get(at).substring("params".length()));
                at++;
            }
            StringBuilder sql = new StringBuilder();
            while (at < lines.size() && !lines.get(at).equals("----")) {
                sql.append(sql.isEmpty() ? "" : "\n").append(lines.get(at));
                at++;
            }
            if (at == lines.size()) {
                throw wrong("expected ----");
            }
            int first = ++at;
            while (at < lines.size() && !lines.get(at).isBlank()) {
                at++;
            }
            return new Step(sql.toString(), params, lines.subList(first, at), first, at);
        }

        private IllegalArgumentException wrong(String what) {
            return new IllegalArgumentException(path.getFileName() + ":" + (at + 1) + ": " + what);
        }
    }
}
