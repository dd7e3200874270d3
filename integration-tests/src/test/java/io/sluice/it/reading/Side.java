package io.sluice.it.reading;

import java.nio.charset.StandardCharsets;

/** Somebody who is told texts and answers with rows: a server, or Sluice by one of its doors. Not thread-safe. */
interface Side extends AutoCloseable {
    /** What comes of the text whose bytes these are. */
    Said say(byte[] sql);

    /** The same, prepared and executed without values; where a side has no other form for that, as a text. */
    default Said prepared(byte[] sql) {
        return say(sql);
    }

    default Said say(String sql) {
        return say(sql.getBytes(StandardCharsets.UTF_8));
    }

    /** The same, which must be done. */
    default Said must(String sql) {
        Said said = say(sql);
        if (!said.done()) {
            throw new IllegalStateException(sql + ": " + said);
        }
        return said;
    }

    @Override
    void close();
}
