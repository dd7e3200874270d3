package io.sluice.it.oracle;

import io.sluice.it.compare.Braces;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * One statement and how its answers are compared.
 *
 * @param template literals in braces are bound where it is prepared
 * @param selected what is known of its rows; no columns where it writes
 * @param tags what it is made of
 */
record Question(String template, Selected selected, Set<String> tags) {
    static Question read(Selected selected, Tags tags) {
        return new Question(selected.text(), selected, tags.all());
    }

    static Question write(String template, Tags tags) {
        return new Question(template, Selected.unordered("", List.of(), List.of()), tags.all());
    }

    /** With the first match of {@code what} replaced. */
    Question edited(String what, String by) {
        return new Question(template.replaceFirst(what, by), selected, tags);
    }

    /** Names that its tables have in it. */
    List<String> aliases() {
        return Pattern.compile("\\ba\\d+\\b")
                .matcher(template)
                .results()
                .map(MatchResult::group)
                .distinct()
                .toList();
    }

    boolean writes() {
        return selected.outs().isEmpty();
    }

    String text() {
        return Braces.text(template);
    }

    String prepared() {
        return Braces.prepared(template);
    }

    void bind(PreparedStatement statement) throws SQLException {
        Braces.bind(template, statement);
    }
}
