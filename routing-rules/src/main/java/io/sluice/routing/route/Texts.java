package io.sluice.routing.route;

import io.sluice.sql.SqlValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Puts a statement together from words with {@code ?} in them and from literals. Confined to one thread. */
final class Texts {
    private final StringBuilder sql = new StringBuilder();
    private final List<SqlValue> extras = new ArrayList<>(0);
    private int[] parameters = {};
    private int[] places = {};

    Texts add(String text) {
        sql.append(text);
        return this;
    }

    Texts add(ShardStatement words) {
        int at = parameters.length;
        places = Arrays.copyOf(places, at + words.parameters().length);
        for (int i = 0; i < words.parameters().length; i++) {
            places[at + i] = sql.length() + words.marks().places()[i];
        }
        sql.append(words.sql());
        parameters = Arrays.copyOf(parameters, at + words.parameters().length);
        for (int parameter : words.parameters()) {
            parameters[at++] = parameter >= 0 ? parameter : parameter - extras.size();
        }
        extras.addAll(words.extras());
        return this;
    }

    ShardStatement statement() {
        return new ShardStatement("", sql.toString(), parameters, extras, null, new Marks(places, List.of()));
    }
}
