package io.sluice.sql.calcite;

import io.sluice.sql.Dialect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Statements and their readings: text files in which a statement is followed by lines that begin with {@code | }. {@code #}
 * begins a comment; {@code dialect mysql} or {@code dialect mariadb}, with sql_mode words behind it, holds until changed.
 */
public final class Corpus {
    private static final Path FOLDER = Path.of("src/test/resources/io/sluice/sql/corpus");

    /** One statement; {@code line} counts from 1. */
    public record Entry(Path file, int line, Dialect dialect, String sql, List<String> reading) {
        String name() {
            return file.getFileName() + ":" + line + " " + sql;
        }
    }

    private Corpus() {}

    static List<Path> files() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(f -> f.toString().endsWith(".txt")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every statement of every file. */
    public static List<Entry> all() {
        return files().stream().flatMap(f -> entries(f).stream()).toList();
    }

    static List<Entry> entries(Path file) {
        List<Entry> entries = new ArrayList<>();
        Dialect dialect = Dialect.MARIADB;
        StringBuilder sql = new StringBuilder();
        List<String> reading = new ArrayList<>();
        int start = 0;
        List<String> lines = lines(file);
        for (int i = 0; i <= lines.size(); i++) {
            String line = i < lines.size() ? lines.get(i) : "";
            if (line.startsWith("| ")) {
                reading.add(line.substring(2));
                continue;
            }
            if (sql.length() > 0 && (!reading.isEmpty() || line.isEmpty())) {
                entries.add(new Entry(file, start, dialect, sql.toString(), List.copyOf(reading)));
                sql.setLength(0);
                reading.clear();
            }
            if (line.startsWith("dialect ")) {
                dialect = dialect(line);
            } else if (!line.isEmpty() && !line.startsWith("# ")) {
                start = sql.length() == 0 ? i + 1 : start;
                sql.append(sql.length() == 0 ? "" : "\n").append(line);
            }
        }
        return entries;
    }

    static Dialect dialect(String line) {
        Dialect base = line.contains("mysql") ? Dialect.MYSQL : Dialect.MARIADB;
        return new Dialect(
                        base.mariaDb(),
                        base.version(),
                        line.contains("ansi_quotes"),
                        line.contains("no_backslash_escapes"),
                        line.contains("pipes_as_concat"),
                        line.contains("high_not_precedence"),
                        line.contains("ignore_space"))
                .foldingNames(line.contains("folds_names"));
    }

    static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
