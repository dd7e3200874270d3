package io.sluice.it.jdbc;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Arguments for the methods of {@code DatabaseMetaData}: catalog, schema, a table or a pattern, and what else there is. */
final class FactSamples {
    private static final String[] TABLES = {"kinds", "orders", "k%", "o_ders", "%", "audit\\_log", "nope", null};

    private FactSamples() {}

    /** Null where arguments are not of that form. */
    static @Nullable List<Object[]> of(Method method) {
        Class<?>[] types = method.getParameterTypes();
        if (types.length < 3 || types[0] != String.class || types[2] != String.class) {
            return null;
        }
        List<Object[]> all = new ArrayList<>();
        for (String table : TABLES) {
            for (String catalog : new String[] {Catalogs.OWN, null, "nope"}) {
                if (catalog == null
                        && (table == null || table.equals("%") || table.equals("k%") || table.equals("nope"))) {
                    continue; // tables of the server's own
                }
                if (catalog != null && !catalog.equals(Catalogs.OWN) && !"kinds".equals(table)) {
                    continue;
                }
                Object[] arguments = new Object[types.length];
                arguments[0] = catalog;
                arguments[2] = table;
                for (int i = 3; i < types.length; i++) {
                    arguments[i] = rest(types[i]);
                }
                all.add(arguments);
            }
        }
        return all;
    }

    private static @Nullable Object rest(Class<?> type) {
        if (type == String.class) {
            return "%";
        }
        if (type == boolean.class) {
            return false;
        }
        return type == int.class ? 0 : null;
    }

    /** The test's schema, which is known when it begins. */
    static final class Catalogs {
        static String OWN = "";

        private Catalogs() {}
    }
}
