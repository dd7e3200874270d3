package io.sluice.it.orm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The samples on the driver and on the plain server. What each sent, and how it travelled, is written to
 * {@code target/orm/<sample>.txt}.
 */
@WithServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrmTest {
    private TwoShops shops;

    @BeforeAll
    void open(TestServers servers, @TempDir Path folder) throws Exception {
        shops = TwoShops.open(servers, folder);
    }

    @AfterAll
    void close() {
        shops.close();
    }

    @BeforeEach
    void clear() throws Exception {
        shops.clear();
    }

    @Test
    void hibernate() throws Exception {
        same("hibernate", new HibernateSample());
    }

    @Test
    void myBatis() throws Exception {
        same("mybatis", new MyBatisSample());
    }

    @Test
    void jooq() throws Exception {
        same("jooq", new JooqSample());
    }

    @Test
    void jooqOnMariaDbReadsKeysThatAreReturned() throws Exception {
        assumeTrue(shops.mariaDb());
        Recorder recorder = new Recorder(shops.sluice());
        assertEquals(2, JooqSample.returning(recorder));
        assertEquals(List.of(), traffic("jooq-returning", recorder).notUnderstood());
    }

    @Test
    void springData() throws Exception {
        same("spring-data", new SpringDataSample());
    }

    /** Runs the sample on both sides; but for what is to be refused by name, Sluice's answers are the plain server's. */
    private void same(String name, Sample sample) throws Exception {
        Recorder recorder = new Recorder(shops.sluice());
        Answers ours = new Answers(Set.of());
        sample.run(recorder, shops.mariaDb(), ours);
        Traffic traffic = traffic(name, recorder);
        assertEquals(List.of(), traffic.notUnderstood());
        assertNoneFailed("on Sluice", ours);
        assertTrue(ours.mayBeRefused().containsAll(ours.refused().keySet()), () -> "refused: " + ours.refused());
        Answers plain = new Answers(ours.refused().keySet());
        sample.run(new Recorder(shops.plain()), shops.mariaDb(), plain);
        assertNoneFailed("on the plain server", plain);
        assertEquals(lines(plain), lines(ours));
    }

    private static void assertNoneFailed(String where, Answers answers) {
        answers.failed().values().stream().findFirst().ifPresent(first -> {
            throw new AssertionError(where + ": " + answers.failed(), first);
        });
    }

    private Traffic traffic(String name, Recorder recorder) throws Exception {
        try (Connection connection = shops.sluice().getConnection()) {
            Traffic traffic = Traffic.of(recorder.texts(), connection, shops.mariaDb());
            Path file = Path.of("target", "orm", name + ".txt");
            Files.createDirectories(file.getParent());
            Files.writeString(file, traffic.summary() + "\n\n" + traffic.text());
            System.out.println(name + ": " + traffic.summary());
            return traffic;
        }
    }

    private static String lines(Answers answers) {
        StringBuilder text = new StringBuilder();
        answers.all()
                .forEach((what, answer) ->
                        text.append(what).append(": ").append(answer).append('\n'));
        return text.toString();
    }
}
