package io.sluice.it.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Random INSERT, UPDATE and DELETE statements; the same ones for the same seed. */
final class WriteGrammar {
    private static final String[] CHANGES = {
        "n = n + {1}",
        "n = {NULL}",
        "d = d * {1.5}",
        "name = {'Ünë'}",
        "name = CONCAT(name, 'x')",
        "f = {0.25}",
        "small = {5}",
        "born = {'2000-02-29'}",
        "colour = {'blue'}",
        "u = {18446744073709551615}",
        "n = {3}, d = {7.125}"
    };

    private final Random random;
    private final Grammar conditions;
    private int nextId = 10_000;

    WriteGrammar(long seed) {
        random = new Random(seed);
        conditions = new Grammar(seed);
    }

    List<Example> writes(int count) {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String text =
                    switch (i % 4) {
                        case 0 -> insert();
                        case 1, 2 -> "UPDATE facts SET " + pick(CHANGES) + " WHERE " + conditions.condition("", 1);
                        default ->
                            "DELETE FROM facts WHERE " + conditions.condition("", 1) + " AND n > {" + random.nextInt(12)
                                    + "}";
                    };
            examples.add(new Example(text, Set.of()));
        }
        return examples;
    }

    private String insert() {
        String rows =
                IntStream.range(0, 1 + random.nextInt(9)).mapToObj(i -> row()).collect(Collectors.joining(", "));
        return "INSERT INTO facts (id, k, n, d, name) VALUES " + rows;
    }

    private String row() {
        int key = random.nextInt(40) - 10;
        String shownKey = random.nextBoolean() ? "{" + key + "}" : "" + key;
        return "(" + nextId++ + ", " + shownKey + ", " + pick("{NULL}", "{4}", "-3", "1 + {1}") + ", "
                + pick("{1.125}", "NULL", "-0.5") + ", " + pick("{'it''s'}", "'Ann '", "{''}", "NULL") + ")";
    }

    private String pick(String... values) {
        return values[random.nextInt(values.length)];
    }
}
