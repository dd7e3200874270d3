package io.sluice.routing.config;

import io.sluice.routing.rights.Privilege;
import io.sluice.routing.rights.Rights;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads {@code grants: { shop: [SELECT, INSERT], "*": PROCESS }} of a user. */
final class Grants {
    private Grants() {}

    static Rights read(Section user) {
        if (!user.has("grants")) {
            return Rights.ALL;
        }
        Section grants = user.section("grants");
        Map<String, Set<Privilege>> bySchema = new LinkedHashMap<>();
        for (String schema : grants.keys()) {
            bySchema.put(schema, privileges(grants, schema));
        }
        return Rights.of(bySchema);
    }

    private static Set<Privilege> privileges(Section grants, String schema) {
        boolean everywhere = schema.equals(Rights.EVERYWHERE);
        Set<Privilege> all = EnumSet.noneOf(Privilege.class);
        List<String> words = grants.words(schema);
        for (String word : words) {
            if (word.equalsIgnoreCase("ALL") || word.equalsIgnoreCase("ALL PRIVILEGES")) {
                all.addAll(everywhere ? EnumSet.allOf(Privilege.class) : Privilege.OF_SCHEMA);
                continue;
            }
            Privilege privilege = Privilege.of(word);
            if (privilege == null) {
                throw grants.wrong(schema, "'" + word + "' is not a privilege, or none that is known here");
            }
            if (!everywhere && !Privilege.OF_SCHEMA.contains(privilege)) {
                throw grants.wrong(schema, privilege.word() + " is of \"*\" only");
            }
            all.add(privilege);
        }
        return all;
    }
}
