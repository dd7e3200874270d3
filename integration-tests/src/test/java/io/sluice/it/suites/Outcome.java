package io.sluice.it.suites;

import io.sluice.it.compare.Answer.Failure;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What came of a case. */
sealed interface Outcome {
    /** Every answer is the plain server's. */
    record Exact() implements Outcome {}

    /** Sluice said no, by name: 1235 and {@code ROUTE-2…}. What came before it was exact. */
    record Refused(String construct) implements Outcome {
        private static final Pattern TEXT = Pattern.compile("(?s)ROUTE-2\\d+:? *(.*)");
        /** What stands in the texts of one construct: the construct as it is counted. */
        private static final Map<String, String> KINDS = new LinkedHashMap<>();

        static {
            KINDS.put("an aggregate inside the expression", "an aggregate inside an expression");
            KINDS.put("ordering or grouping by", "ordering or grouping by an expression of unknown type");
            KINDS.put("HAVING with", "HAVING with more than an aggregate");
            KINDS.put("a join of", "a join by other columns than the sharding keys");
            KINDS.put("changing sharding key", "changing a sharding key");
            KINDS.put("must be given as a constant", "a sharding key that is not a constant");
            KINDS.put("live on different shards", "tables that live on different shards");
            KINDS.put("GROUP BY or DISTINCT in a derived table", "GROUP BY or DISTINCT in a derived table");
            KINDS.put("a derived table over", "a derived table");
            KINDS.put("a subquery over", "a subquery");
            KINDS.put("WITH over", "WITH");
            KINDS.put("UNION, INTERSECT or EXCEPT", "UNION, INTERSECT or EXCEPT");
            KINDS.put("CREATE VIEW of", "CREATE VIEW");
            KINDS.put("RENAME", "RENAME");
            KINDS.put("CREATE TABLE", "CREATE TABLE … LIKE or SELECT");
        }

        static Refused of(Failure failure) {
            Matcher matcher = TEXT.matcher(failure.message());
            String text = matcher.find() ? matcher.group(1) : failure.message();
            for (Map.Entry<String, String> kind : KINDS.entrySet()) {
                if (text.contains(kind.getKey())) {
                    return new Refused(kind.getValue());
                }
            }
            String construct = text.replaceFirst(
                            "(?s) (over several shards )?(is|are) not (supported|understood).*", "")
                    .replaceFirst("(?s)(;|: ).*", "");
            return new Refused(construct.replaceAll("(?s)^([A-Z_]+)\\(.*\\)$", "$1()"));
        }
    }

    /** Rows, counts, columns or errors that the plain server does not give. */
    record Wrong(String difference) implements Outcome {}

    /** An error without a name, where the plain server has an answer. */
    record Failed(String error) implements Outcome {}
}
