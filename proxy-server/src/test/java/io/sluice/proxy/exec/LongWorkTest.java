package io.sluice.proxy.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A statement waits for its long work: however that ends, it is told. */
class LongWorkTest {
    private static RuntimeException ended(Runnable task) throws Exception {
        CompletableFuture<RuntimeException> told = new CompletableFuture<>();
        LongWork.run(task, Runnable::run, told::complete);
        return told.get(30, TimeUnit.SECONDS);
    }

    @Test
    void aFailureIsTold() throws Exception {
        IllegalStateException failure = new IllegalStateException("no");
        assertSame(failure, ended(() -> {
            throw failure;
        }));
        assertNull(ended(() -> {}));
    }

    @Test
    void whatIsWorseThanAFailureIsToldToo() throws Exception {
        RuntimeException told = ended(() -> {
            throw new OutOfMemoryError("as if");
        });
        assertEquals(
                "as if",
                assertInstanceOf(OutOfMemoryError.class, told.getCause()).getMessage());
    }
}
