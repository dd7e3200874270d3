package io.sluice.routing.session;

import io.sluice.routing.plan.Left;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What comes after a statement that leaves something behind on its connection. Immutable.
 *
 * <p>The door: sends {@link #before} (if there is one) on the statement's connection before it. When the statement has ended there, well or with an error, it sends {@link #question} (if there is one) on the same
 * connection before anything else but SHOW WARNINGS, and gives its one row to {@link Session#left}. If then
 * {@link Holds#on} says so, the connection stays the session's; else it is reset before it serves anybody else.
 *
 * @param shard where the statement runs
 * @param before a SET that makes the connection know what the session knows, null where nothing is needed
 * @param question a SELECT, null where nothing has to be asked
 * @param left what is to be remembered, in the order of the question's columns
 * @param locks the names of user locks that it asks about, as SQL text
 */
public record Aftermath(
        String shard, @Nullable String before, @Nullable String question, List<Left> left, List<String> locks) {
    public Aftermath {
        left = List.copyOf(left);
        locks = List.copyOf(locks);
    }
}
