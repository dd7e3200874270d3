package io.sluice.jdbc.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ParallelTest {
    private static List<Callable<Void>> work(int count, AtomicInteger done) {
        List<Callable<Void>> work = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            work.add(() -> {
                done.incrementAndGet();
                return null;
            });
        }
        return work;
    }

    @Test
    void allIsDoneHoweverFewThreadsThereAre() throws SQLException {
        AtomicInteger done = new AtomicInteger();
        try (Parallel parallel = new Parallel(1)) {
            parallel.all(work(50, done), () -> {});
        }
        assertEquals(50, done.get());
    }

    @Test
    void afterCloseTheCallerDoesItItself() throws SQLException {
        AtomicInteger done = new AtomicInteger();
        Parallel parallel = new Parallel(4);
        parallel.close();
        parallel.all(work(5, done), () -> {});
        assertEquals(5, done.get());
    }

    @Test
    void theFirstFailureIsToldAfterAllHaveEnded() {
        AtomicInteger done = new AtomicInteger();
        List<Callable<Void>> work = work(5, done);
        work.set(1, () -> {
            throw new SQLException("one");
        });
        work.set(3, () -> {
            throw new SQLException("three");
        });
        try (Parallel parallel = new Parallel(4)) {
            SQLException e = assertThrows(SQLException.class, () -> parallel.all(work, () -> {}));
            assertEquals("one", e.getMessage());
        }
        assertEquals(3, done.get());
    }
}
