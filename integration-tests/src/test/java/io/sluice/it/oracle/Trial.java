package io.sluice.it.oracle;

import io.sluice.it.compare.Door;
import io.sluice.it.oracle.Reply.Failure;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Asks a world's statements, one after another. The seed of a statement is its world's and its number. */
final class Trial {
    /** Reads come first: they leave the rows as they were made, so that each can be asked alone. */
    static final int READS = Integer.getInteger("oracle.reads", 120);

    /** Each finds what the ones before it left. */
    static final int WRITES = Integer.getInteger("oracle.writes", 60);

    private final World world;
    private final Arena arena;
    private final Tally tally;

    Trial(World world, Arena arena, Tally tally) {
        this.world = world;
        this.arena = arena;
        this.tally = tally;
    }

    /** @param only the number of the one statement to ask; all of them where it is negative */
    void run(int only) throws SQLException {
        for (int i = 0; i < READS; i++) {
            if (only < 0 || only == i) {
                read(i);
            }
        }
        if (only < 0 || only >= READS) {
            write(only < 0 ? READS + WRITES : only + 1);
        }
    }

    private void write(int end) throws SQLException {
        Writing writing = new Writing(world, arena, tally);
        for (int i = READS; i < end; i++) {
            Chance chance = chance(i);
            Door door = chance.of(Door.chosen());
            Tags tags = new Tags();
            Question question = new Writes(chance, tags, world, i).top();
            writing.ask(question, door, chance);
            if (!writing.difference().isEmpty()) {
                String told = told(i, door, question, writing.history(), writing.difference());
                if (writing.byLuck()) {
                    tally.disputed(told + "\n-- see Luck");
                } else {
                    tally.different(told);
                }
                return; // the rows differ now
            }
        }
    }

    private Chance chance(int number) {
        return new Chance(world.seed() * 1_000_003L + number);
    }

    private void read(int number) throws SQLException {
        Chance chance = chance(number);
        Door door = chance.of(Door.chosen());
        Tags tags = new Tags();
        Question question = Question.read(new Selects(chance, tags, world).top(), tags);
        Reply truth = Reply.ask(arena.plain(door), question, door.prepared());
        Reply reply = Reply.ask(arena.sluice(door), question, door.prepared());
        judge(number, door, question, truth, reply);
    }

    private void judge(int number, Door door, Question question, Reply truth, Reply reply) throws SQLException {
        if (reply instanceof Failure failure && failure.refusal()) {
            tally.refused(question.tags(), failure.message());
            return;
        }
        String difference = Likeness.difference(question, truth, reply);
        if (!difference.isEmpty()) {
            if (boundCollation(door, reply)) {
                tally.failed("KNOWN DIFFERENCE: a bound value has utf8mb4_general_ci on MariaDB (README)");
                return;
            }
            String other = SecondOpinion.other(question, truth, reply, door, arena);
            if (other.isEmpty()) {
                other = SecondOpinion.otherRows(question, truth, reply, door, world, arena);
            }
            if (other.isEmpty()) {
                other = SecondOpinion.otherIndexes(question, truth, reply, door, world, arena);
            }
            String told = told(number, door, question, List.of(), difference);
            if (other.isEmpty()) {
                tally.different(told);
            } else {
                tally.disputed(told + "\n-- with " + other + " the plain server answers otherwise, or as Sluice does");
            }
        } else if (truth instanceof Failure failure) {
            tally.failed(failure.errno() + " " + failure.message().replaceAll("'[^']*'|near .*", "…"));
        } else {
            tally.answered(question.tags());
        }
    }

    /** See the README: what does not work. */
    private static boolean boundCollation(Door door, Reply reply) {
        return door == Door.PROXY_PREPARED
                && reply instanceof Failure failure
                && (failure.errno() == 1267 || failure.errno() == 1270 || failure.errno() == 1271);
    }

    /** A script that shows it: rules, tables, rows, statement. */
    private String told(int number, Door door, Question question, List<String> before, String difference) {
        List<String> lines = new ArrayList<>();
        lines.add("-- world " + world.seed() + " statement " + number + " through " + door + ": -Doracle.seed="
                + world.seed() + " -Doracle.statement=" + number);
        world.settings().lines().forEach(line -> lines.add("-- cluster.yaml: " + line));
        world.rules().lines().forEach(line -> lines.add("-- " + line));
        world.script().forEach(each -> lines.add(each + ";"));
        before.forEach(each -> lines.add(each + ";"));
        lines.add((door.prepared() ? "-- prepared: " + question.template() + "\n" : "") + question.text() + ";");
        difference.lines().forEach(line -> lines.add("-- " + line));
        return String.join("\n", lines);
    }
}
