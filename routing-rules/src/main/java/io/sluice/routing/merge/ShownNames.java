package io.sluice.routing.merge;

import java.util.Locale;
import java.util.Map;

/**
 * What a shard's SHOW and EXPLAIN call otherwise than the client does. Immutable.
 *
 * @param tables the client's name by the physical one
 * @param schema the physical schema
 * @param shown what the client calls it
 */
public record ShownNames(Map<String, String> tables, String schema, String shown) {
    /** Behind them stands a table's name in CREATE TABLE; in CREATE VIEW it may stand anywhere. */
    private static final String BEFORE_TABLES = " TABLE REFERENCES EXISTS ";

    public ShownNames {
        tables = Map.copyOf(tables);
    }

    /** The client's name of a table or of the schema; of anything else itself. */
    String name(String physical) {
        return physical.equals(schema) ? shown : tables.getOrDefault(physical, physical);
    }

    /** A text of SHOW CREATE with the client's names. What stands in quotes of texts is the user's. */
    String ddl(String text) {
        return new Reading(text).read();
    }

    /** A constraint that has no name of its own is called by its table's: orders_0_ibfk_1; others have it behind: fk_user__orders_0. */
    private String constraint(String name) {
        for (Map.Entry<String, String> table : tables.entrySet()) {
            String physical = table.getKey();
            boolean own = name.startsWith(physical + "_ibfk_") || name.startsWith(physical + "_chk_");
            if (own) {
                return table.getValue() + name.substring(physical.length());
            }
            if (name.endsWith("__" + physical)) {
                return name.substring(0, name.length() - physical.length() - 2);
            }
        }
        return name;
    }

    /** Goes through one text. */
    private final class Reading {
        private final String text;
        private final StringBuilder out = new StringBuilder();
        private int at;
        private String before = "";
        private boolean view;
        private boolean table;

        Reading(String text) {
            this.text = text;
        }

        String read() {
            while (at < text.length()) {
                char c = text.charAt(at);
                if (c == '\'') {
                    literal();
                } else if (c == '`' || c == '"') {
                    quoted(c);
                } else if (Character.isLetterOrDigit(c) || c == '_' || c == '$') {
                    word();
                } else {
                    out.append(c);
                    at++;
                }
            }
            return out.toString();
        }

        private void literal() {
            int end = at + 1;
            while (end < text.length() && text.charAt(end) != '\'') {
                end += text.charAt(end) == '\\' ? 2 : 1;
            }
            end = Math.min(text.length(), end + 1);
            out.append(text, at, end);
            at = end;
        }

        private void quoted(char quote) {
            int end = at + 1;
            while (end < text.length() && (text.charAt(end) != quote || doubled(end, quote))) {
                end += doubled(end, quote) ? 2 : 1;
            }
            String twice = String.valueOf(quote) + quote;
            String name = text.substring(at + 1, Math.min(end, text.length())).replace(twice, String.valueOf(quote));
            at = Math.min(text.length(), end + 1);
            out.append(quote)
                    .append(renamed(name).replace(String.valueOf(quote), twice))
                    .append(quote);
        }

        private boolean doubled(int position, char quote) {
            return text.charAt(position) == quote && position + 1 < text.length() && text.charAt(position + 1) == quote;
        }

        private void word() {
            int end = at;
            while (end < text.length()
                    && (Character.isLetterOrDigit(text.charAt(end)) || "_$".indexOf(text.charAt(end)) >= 0)) {
                end++;
            }
            String word = text.substring(at, end);
            at = end;
            String upper = word.toUpperCase(Locale.ROOT);
            boolean keyword = BEFORE_TABLES.contains(" " + upper + " ")
                    || upper.equals("CONSTRAINT")
                    || upper.equals("DATABASE")
                    || upper.equals("VIEW");
            out.append(keyword ? word : renamed(word));
            table |= upper.equals("TABLE");
            view |= upper.equals("VIEW") && !table;
            before = keyword || !before.equals("DATABASE") ? upper : before;
        }

        private String renamed(String name) {
            boolean qualifies = at < text.length() && text.charAt(at) == '.';
            if (name.equals(schema) && (qualifies || before.equals("DATABASE") || before.equals("EXISTS"))) {
                return shown;
            }
            String was = before;
            if (!qualifies && !view) {
                before = "name";
            }
            if (was.equals("CONSTRAINT")) {
                return constraint(name);
            }
            boolean here = view || BEFORE_TABLES.contains(" " + was + " ");
            return here ? tables.getOrDefault(name, name) : name;
        }
    }
}
