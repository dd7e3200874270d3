package io.sluice.routing.session;

import io.sluice.routing.plan.Hold;
import io.sluice.routing.plan.Left;
import io.sluice.sql.SqlValue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;

/** Makes the question about what a statement leaves behind, and reads its answer. */
final class Aftermaths {
    private Aftermaths() {}

    /**
     * @param insertId what LAST_INSERT_ID() answers now, unsigned
     * @param slots the values of the statement's literals and parameters
     */
    static Aftermath of(List<Left> left, String shard, Holds holds, long insertId, IntFunction<SqlValue> slots) {
        List<String> columns = new ArrayList<>();
        Set<String> locks = new LinkedHashSet<>();
        List<Left> all = new ArrayList<>(left);
        for (Left each : left) {
            if (each instanceof Left.FoundRows) {
                columns.add("FOUND_ROWS()");
            } else if (each instanceof Left.InsertId) {
                columns.add("LAST_INSERT_ID()");
            } else if (each instanceof Left.Variable variable) {
                columns.add(UserVariable.columns(variable.name()));
            } else if (each instanceof Left.Lock lock) {
                String name = lock.slot() < 0 ? null : SqlText.of(slots.apply(lock.slot()));
                if (name != null) {
                    locks.add(name);
                } else if (lock.get()) {
                    all.add(new Left.Takes(new Hold.UserLock(null)));
                }
            }
        }
        if (left.stream().anyMatch(Left::isLock)) {
            locks.addAll(holds.locks());
        }
        locks.forEach(name -> columns.add("IS_USED_LOCK(" + name + ")<=>CONNECTION_ID()"));
        String question = columns.isEmpty() ? null : "SELECT " + String.join(", ", columns);
        // LAST_INSERT_ID(expr) may not be reached: then it is to be what it was.
        String before =
                left.contains(new Left.InsertId()) ? "SET last_insert_id=" + Long.toUnsignedString(insertId) : null;
        return new Aftermath(shard, before, question, all, List.copyOf(locks));
    }

    /** The image with what the statement assigned, whether it ended well or not; a SET assigns nothing where it fails. */
    static SessionImage remember(Aftermath after, boolean done, List<ServerValue> answer, SessionImage image) {
        if (!done && after.left().contains(new Left.NoCount())) {
            return image;
        }
        SessionImage changed = image;
        int at = 0;
        for (Left each : after.left()) {
            if (each instanceof Left.Variable variable) {
                String sql = UserVariable.sql(answer.subList(at, at + UserVariable.COLUMNS));
                changed = changed.with("@" + variable.name(), sql);
            }
            at += columns(each);
        }
        return changed;
    }

    static void tell(Aftermath after, List<ServerValue> answer, Diagnostics diagnostics) {
        int at = 0;
        for (Left each : after.left()) {
            if (each instanceof Left.FoundRows) {
                diagnostics.foundRows(answer.get(at).number());
            } else if (each instanceof Left.InsertId) {
                diagnostics.lastInsertId(answer.get(at).number());
            }
            at += columns(each);
        }
    }

    private static int columns(Left left) {
        if (left instanceof Left.Variable) {
            return UserVariable.COLUMNS;
        }
        return left instanceof Left.FoundRows || left instanceof Left.InsertId ? 1 : 0;
    }

    /** @param done false where the statement ended with an error */
    static void hold(Aftermath after, boolean done, List<ServerValue> answer, Holds holds) {
        for (Left each : after.left()) {
            if (each instanceof Left.NoLocks && done) {
                holds.endLocks();
            } else if (each instanceof Left.Takes takes) {
                // A LOCK TABLES that fails has given up what was locked before.
                boolean failedLock = !done && takes.hold() instanceof Hold.TableLocks;
                if (done) {
                    holds.take(takes.hold(), after.shard());
                } else if (failedLock) {
                    holds.end(takes.hold());
                }
            } else if (each instanceof Left.Ends ends && done) {
                holds.end(ends.hold());
            }
        }
        int first = answer.size() - after.locks().size();
        for (int i = 0; i < after.locks().size(); i++) {
            Hold lock = new Hold.UserLock(after.locks().get(i));
            if (answer.get(first + i).number() == 1) {
                holds.take(lock, after.shard());
            } else {
                holds.end(lock);
            }
        }
    }
}
