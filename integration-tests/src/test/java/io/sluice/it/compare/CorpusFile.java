package io.sluice.it.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The statements of sql-parser's corpus, by the words of their {@code dialect} line. */
final class CorpusFile {
    private static final Path FOLDER = Path.of("../sql-parser/src/test/resources/io/sluice/sql/corpus");

    /** @param refused true where the parser does not understand it */
    record Entry(String where, String dialect, String sql, boolean refused) {
        boolean mariaDb() {
            return dialect.startsWith("mariadb");
        }

        /** The sql_mode that the words behind the flavour name. */
        String mode() {
            int space = dialect.indexOf(' ');
            return space < 0
                    ? ""
                    : dialect.substring(space + 1).replace(' ', ',').toUpperCase(java.util.Locale.ROOT);
        }
    }

    private CorpusFile() {}

    static List<Entry> all() {
        Map<String, List<Entry>> files = new TreeMap<>();
        try (Stream<Path> paths = Files.list(FOLDER)) {
            for (Path path : paths.filter(p -> p.toString().endsWith(".txt")).toList()) {
                files.put(path.toString(), read(path));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files.values().stream().flatMap(List::stream).toList();
    }

    private static List<Entry> read(Path path) throws IOException {
        List<Entry> entries = new ArrayList<>();
        List<String> sql = new ArrayList<>();
        String dialect = "mariadb";
        boolean refused = false;
        int line = 0;
        List<String> lines = new ArrayList<>(Files.readAllLines(path));
        lines.add("");
        for (String text : lines) {
            line++;
            if (text.startsWith("| ")) {
                refused |= text.startsWith("| refused at ");
            } else if (text.startsWith("dialect ")) {
                dialect = text.substring("dialect ".length());
            } else if (!text.isEmpty() && !text.startsWith("# ")) {
                sql.add(text);
            } else if (!sql.isEmpty()) {
                String where = path.getFileName() + ":" + (line - 1);
                entries.add(new Entry(where, dialect, String.join("\n", sql), refused));
                sql.clear();
                refused = false;
            }
        }
        return entries;
    }
}
