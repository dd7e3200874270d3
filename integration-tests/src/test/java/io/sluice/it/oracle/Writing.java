package io.sluice.it.oracle;

import io.sluice.it.compare.Door;
import io.sluice.it.oracle.Reply.Failure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Writes, in transactions and without, and what is in the tables after each. Not thread-safe. */
final class Writing {
    private final World world;
    private final Arena arena;
    private final Tally tally;
    private final List<String> history = new ArrayList<>();
    private String difference = "";
    private boolean luck;

    Writing(World world, Arena arena, Tally tally) {
        this.world = world;
        this.arena = arena;
        this.tally = tally;
    }

    /** What was done before, with BEGIN and its end. */
    List<String> history() {
        return history;
    }

    /** Of the last statement; empty where nothing differed. */
    String difference() {
        return difference;
    }

    /** True where the difference is none of Sluice's, see {@link Luck}. */
    boolean byLuck() {
        return luck;
    }

    void ask(Question question, Door door, Chance chance) throws SQLException {
        Connection plain = arena.plain(door);
        Connection sluice = arena.sluice(door);
        boolean transaction = chance.in(40);
        boolean commits = chance.in(50);
        plain.setAutoCommit(!transaction);
        sluice.setAutoCommit(!transaction);
        Reply reply = Reply.ask(sluice, question, door.prepared());
        if (reply instanceof Failure failure && failure.refusal()) {
            // Not done here, so not done there.
            tally.refused(question.tags(), failure.message());
            end(plain, sluice, false, transaction);
            compare(plain, sluice, "after a refusal, ");
            return;
        }
        Reply truth = Reply.ask(plain, question, door.prepared());
        difference = Likeness.difference(question, truth, reply);
        luck = !difference.isEmpty() && new Luck(world, plain).had(question, truth, reply);
        if (difference.isEmpty()) {
            compare(plain, sluice, "");
        }
        end(plain, sluice, commits, transaction);
        if (difference.isEmpty() && transaction) {
            compare(plain, sluice, commits ? "after COMMIT, " : "after ROLLBACK, ");
        }
        if (difference.isEmpty()) {
            places(plain, sluice, chance);
            count(question, truth);
            remember(question, transaction, commits);
        }
    }

    private void count(Question question, Reply truth) {
        if (truth instanceof Failure failure) {
            tally.failed(failure.errno() + " " + failure.message().replaceAll("'[^']*'|near .*|at row \\d+", "…"));
        } else {
            tally.answered(question.tags());
        }
    }

    private void remember(Question question, boolean transaction, boolean commits) {
        if (!transaction) {
            history.add(question.text());
        } else if (commits) {
            history.addAll(List.of("BEGIN", question.text(), "COMMIT"));
        }
    }

    private static void end(Connection plain, Connection sluice, boolean commits, boolean transaction)
            throws SQLException {
        for (Connection each : List.of(plain, sluice)) {
            if (transaction && commits) {
                each.commit();
            } else if (transaction) {
                each.rollback();
            }
            each.setAutoCommit(true);
        }
    }

    private void compare(Connection plain, Connection sluice, String when) throws SQLException {
        for (Table table : world.tables()) {
            String truth = Arena.everything(plain, table);
            String found = Arena.everything(sluice, table);
            if (!truth.equals(found)) {
                difference = when + "rows of " + table.name() + "\nplain:\n" + truth + "\nsluice:\n" + found;
                return;
            }
        }
    }

    /** Rows are found by their keys, and broadcast tables are the same everywhere. */
    private void places(Connection plain, Connection sluice, Chance chance) throws SQLException {
        Table table = chance.of(world.tables());
        if (table.sharded()) {
            String which = " WHERE k = " + WorldGrammar.key(table, chance);
            Table part = new Table(table.name() + which, table.fields(), table.key(), table.unique(), table.rule());
            if (!Arena.everything(plain, part).equals(Arena.everything(sluice, part))) {
                difference = "rows of " + table.name() + which + " lie elsewhere";
            }
        } else if (table.name().equals("b")) {
            String truth = Arena.everything(plain, table);
            for (Connection shard : arena.shards()) {
                if (!truth.equals(Arena.everything(shard, table))) {
                    difference = "broadcast table b differs on a shard";
                }
            }
        }
    }
}
