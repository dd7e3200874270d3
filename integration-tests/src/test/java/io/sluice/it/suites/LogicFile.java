package io.sluice.it.suites;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of the public SQL logic tests (sqlite.org/sqllogictest, as net.hydromatic:sql-logic-test holds it): what it says to MySQL.
 * The hashes of results in it are not used.
 *
 * @param name its path in the jar
 */
record LogicFile(String name, List<Entry> entries) {
    private static final ClassLoader LOADER = LogicFile.class.getClassLoader();
    private static final Pattern CREATE = Pattern.compile("(?is)CREATE\\s+TABLE\\s+(\\w+)\\s*\\(\\s*(\\w+).*");

    /**
     * A statement or a query.
     *
     * @param sort {@code nosort}, {@code rowsort} or {@code valuesort} for a query, empty for a statement
     */
    record Entry(String sql, String sort) {
        boolean query() {
            return !sort.isEmpty();
        }
    }

    /** Names of the files whose path in the jar, without its first folder, has the form. */
    static List<String> names(Pattern form) {
        try {
            URL any = LOADER.getResource("test/select1.test");
            if (any == null) {
                throw new IllegalStateException("the logic tests are not in the class path");
            }
            return ((JarURLConnection) any.openConnection())
                    .getJarFile().stream()
                            .filter(entry -> entry.getSize() > 0)
                            .map(entry -> entry.getName())
                            .filter(name -> name.startsWith("test/") && name.endsWith(".test"))
                            .map(name -> name.substring("test/".length()))
                            .filter(name -> form.matcher(name).matches())
                            .sorted()
                            .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static LogicFile read(String name) {
        List<Entry> entries = new ArrayList<>();
        try (InputStream in = LOADER.getResourceAsStream("test/" + name)) {
            if (in == null) {
                throw new IllegalArgumentException(name);
            }
            List<String> block = new ArrayList<>();
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isBlank()) {
                    add(block, entries);
                    block.clear();
                } else {
                    block.add(line);
                }
            }
            add(block, entries);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new LogicFile(name, entries);
    }

    private static void add(List<String> block, List<Entry> entries) {
        String sort = "";
        StringBuilder sql = new StringBuilder();
        boolean begun = false;
        for (String line : block) {
            String[] words = line.split("\\s+");
            if (begun && line.startsWith("----")) {
                break;
            } else if (begun) {
                sql.append(sql.isEmpty() ? "" : "\n").append(line);
            } else if (line.startsWith("skipif mysql") || (line.startsWith("onlyif ") && !words[1].equals("mysql"))) {
                return;
            } else if (line.startsWith("statement ") || line.startsWith("query ")) {
                begun = true;
                sort = line.startsWith("query ") ? (words.length > 2 ? words[2] : "nosort") : "";
            }
        }
        if (!sql.isEmpty()) {
            entries.add(new Entry(sql.toString(), sort));
        }
    }

    /** The tables it makes, and the first column of each. */
    Map<String, String> firstColumns() {
        Map<String, String> tables = new LinkedHashMap<>();
        for (Entry entry : entries) {
            Matcher create = CREATE.matcher(entry.sql());
            if (!entry.query() && create.matches()) {
                tables.put(create.group(1), create.group(2));
            }
        }
        return tables;
    }
}
