package io.sluice.it.suites;

import io.sluice.examples.servers.Flavour;
import io.sluice.it.compare.Example;
import io.sluice.it.compare.Example.Mark;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Statements that are asked of both one after another.
 *
 * @param source whose shape or thread it is
 * @param after statements that tidy up on both, whatever came of the case; their errors mean nothing
 */
record Case(String source, String title, Set<Trait> traits, List<Example> statements, List<String> after) {
    /** What is to be known about a case. */
    enum Trait {
        /** Only MySQL knows it. */
        MYSQL,
        /** Only MariaDB knows it. */
        MARIADB,
        /** The plain server refuses the last statement. */
        ERROR,
        /** The answer is another one than the plain server's, and the README says so: not exact, but known. */
        KNOWN
    }

    boolean isFor(Flavour flavour) {
        return !traits.contains(flavour == Flavour.MYSQL ? Trait.MARIADB : Trait.MYSQL);
    }

    /**
     * Reads a file: {@code source …} and {@code == title} open sections and cases, {@code @mark} stands before a statement,
     * {@code after …} tidies up, {@code #} begins a comment, and each statement ends with a semicolon at the end of a line.
     */
    static List<Case> read(String text) {
        List<Case> cases = new ArrayList<>();
        Set<Mark> marks = EnumSet.noneOf(Mark.class);
        StringBuilder statement = new StringBuilder();
        String source = "";
        for (String line : text.split("\n")) {
            if (statement.isEmpty() && (line.isBlank() || line.startsWith("#"))) {
                continue;
            }
            if (line.startsWith("source ")) {
                source = line.substring("source ".length());
            } else if (line.startsWith("== ")) {
                cases.add(new Case(source, line.substring(3), EnumSet.noneOf(Trait.class), list(), list()));
            } else if (line.startsWith("@")) {
                mark(cases.get(cases.size() - 1), marks, line.substring(1));
            } else if (line.startsWith("after ")) {
                cases.get(cases.size() - 1).after.add(withoutEnd(line.substring("after ".length())));
            } else {
                statement.append(statement.isEmpty() ? "" : "\n").append(line);
                if (line.endsWith(";")) {
                    cases.get(cases.size() - 1).statements.add(new Example(withoutEnd(statement.toString()), marks));
                    statement.setLength(0);
                    marks.clear();
                }
            }
        }
        return cases;
    }

    private static <T> List<T> list() {
        return new ArrayList<>();
    }

    private static void mark(Case of, Set<Mark> marks, String word) {
        String name = word.strip().toUpperCase(Locale.ROOT);
        for (Trait trait : Trait.values()) {
            if (trait.name().equals(name)) {
                of.traits.add(trait);
                return;
            }
        }
        marks.add(Mark.valueOf(name));
    }

    private static String withoutEnd(String statement) {
        return statement.substring(0, statement.length() - 1);
    }

    @Override
    public String toString() {
        return source + ": " + title;
    }
}
