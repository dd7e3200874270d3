package io.sluice.it.oracle;

import io.sluice.it.oracle.Reply.Count;
import io.sluice.it.oracle.Reply.Failure;
import java.sql.Connection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Differences of writes that are no matter of what Sluice does.
 *
 * @param plain what it says of its rows after a write that has changed none
 */
record Luck(World world, Connection plain) {
    private static final int DIVISION_BY_ZERO = 1365;
    private static final int DUPLICATE = 1062;

    private static final Pattern OF_ONE_TABLE =
            Pattern.compile("(?:UPDATE (?:IGNORE )?|DELETE FROM )(\\w+)(?: SET .*?)? WHERE (.*)");
    private static final Pattern INTO = Pattern.compile("INTO (\\w+) ");

    boolean had(Question question, Reply truth, Reply reply) {
        return divided(question, truth)
                || divided(question, reply)
                || unique(question, truth)
                || chosen(question, truth);
    }

    /** A join divides by zero in one plan, and in another never comes so far: one server's plans differ by what it knows. */
    private static boolean divided(Question question, Reply reply) {
        return reply instanceof Failure failure
                && failure.errno() == DIVISION_BY_ZERO
                && question.tags().stream().anyMatch(tag -> tag.startsWith("multi-table"));
    }

    /** A unique key without the sharding key holds inside one physical table only (README). */
    private boolean unique(Question question, Reply truth) {
        Matcher into = INTO.matcher(question.template());
        return truth instanceof Failure failure
                && failure.errno() == DUPLICATE
                && into.find()
                && world.table(into.group(1)).uniqueByLuck();
    }

    /** The plain server's UPDATE finds no row, and its SELECT of the same condition some (MariaDB 11.4: -1 <> ALL (NULL, 2)). */
    private boolean chosen(Question question, Reply truth) {
        Matcher write = OF_ONE_TABLE.matcher(question.template());
        if (!(truth instanceof Count count && count.affected() == 0 && write.matches())) {
            return false;
        }
        Question asked = Question.write("SELECT 1 FROM " + write.group(1) + " WHERE " + write.group(2), new Tags());
        return Reply.ask(plain, asked, false) instanceof Reply.Rows rows
                && !rows.rows().isEmpty();
    }
}
