package io.sluice.it.causality;

import java.sql.SQLException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;

/** Writes rows that are its own through some sessions, and reads them through others. Confined to its thread. */
final class Worker implements Callable<History> {
    /** How many rows each has. */
    static final int ROWS = 32;

    private static final Party.Form[] FORMS = Party.Form.values();

    private final int number;
    private final List<Party> parties;
    private final long pairs;
    private final SplittableRandom random;
    private final History history = new History();
    private final long[] written = new long[ROWS];
    /** By realm: the last write of each row that went through it. */
    private final long[][] known;

    private long version;

    Worker(int number, List<Party> parties, long pairs, long seed) {
        this.number = number;
        this.parties = List.copyOf(parties);
        this.pairs = pairs;
        this.random = new SplittableRandom(seed + number);
        this.known = new long[1 + parties.stream().mapToInt(Party::realm).max().orElse(0)][ROWS];
    }

    /** The sharding key of a worker's row. */
    static long owner(int worker, int row) {
        return (long) worker * ROWS + row;
    }

    @Override
    public History call() throws SQLException {
        for (long pair = 0; pair < pairs; pair++) {
            pair();
        }
        return history;
    }

    private void pair() throws SQLException {
        Party writer = parties.get(random.nextInt(parties.size()));
        int row = random.nextInt(ROWS);
        Party.Form form = form();
        writer.write(owner(number, row), ++version, form);
        written[row] = version;
        known[writer.realm()][row] = version;
        Party reader = parties.get(random.nextInt(parties.size()));
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> read(writer, row, "the same session, written " + form);
            case 3 -> sum(writer, "the same session");
            case 4, 5 -> {
                boolean foreign = reader.realm() != writer.realm();
                String how = (foreign ? "another process, by token, written " : "another session, written ") + form;
                if (foreign) {
                    reader.token(writer.token());
                    told(reader, writer, row, how);
                } else {
                    read(reader, row, how);
                }
            }
            // What it has been told of, or has written, at any time; else it must only not go back.
            case 6 -> read(reader, random.nextInt(ROWS), "some time later");
            default -> sum(reader, "some time later");
        }
    }

    private Party.Form form() {
        return FORMS[random.nextInt(FORMS.length)];
    }

    private void read(Party reader, int row, String how) throws SQLException {
        Party.Form form = form();
        long floor = known[reader.realm()][row];
        long seen = reader.read(owner(number, row), form);
        history.read(new History.Read(
                reader.name(), "row " + owner(number, row), seen, floor, written[row], how + ", read " + form));
    }

    /** By its token it knows what the writer's process knows. */
    private void told(Party reader, Party writer, int row, String how) throws SQLException {
        Party.Form form = form();
        long floor = Math.max(known[reader.realm()][row], known[writer.realm()][row]);
        long seen = reader.read(owner(number, row), form);
        history.read(new History.Read(
                reader.name(), "row " + owner(number, row), seen, floor, written[row], how + ", read " + form));
    }

    private void sum(Party reader, String how) throws SQLException {
        long floor = 0;
        long latest = 0;
        for (int row = 0; row < ROWS; row++) {
            floor += known[reader.realm()][row];
            latest += written[row];
        }
        long seen = reader.sum(number);
        history.read(new History.Read(reader.name(), "sum of " + number, seen, floor, latest, how));
    }
}
