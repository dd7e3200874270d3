package io.sluice.sql.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.sql.calcite.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Jazzer looks for texts that break the reading, for {@code -Dfuzz.seconds} (15), beginning with the corpus. Inputs that it
 * found worth keeping stay in {@code target/fuzz/found}; one that breaks the reading is written to {@code target/fuzz} and
 * becomes a case of a test by hand.
 */
class FuzzTest {
    private static final int SECONDS = Integer.getInteger("fuzz.seconds", 15);
    private static final Path FOLDER = Path.of("target/fuzz");

    @Test
    void nothingBreaksTheReading() throws Exception {
        Path found = Files.createDirectories(FOLDER.resolve("found"));
        Path seeds = seeds();
        Path log = FOLDER.resolve("log.txt");
        Process jazzer = new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx1g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "com.code_intelligence.jazzer.Jazzer",
                        "--target_class=" + ReadingFuzz.class.getName(),
                        "--instrumentation_includes=io.sluice.sql.**",
                        "--disabled_hooks=com.code_intelligence.jazzer.sanitizers.*",
                        "--reproducer_path=" + FOLDER,
                        "-artifact_prefix=" + FOLDER + "/",
                        "-max_total_time=" + SECONDS,
                        "-max_len=4096",
                        "-timeout=25",
                        "-rss_limit_mb=4096",
                        found.toString(),
                        seeds.toString()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertTrue(jazzer.waitFor(SECONDS + 300L, TimeUnit.SECONDS), "Jazzer does not end");
        } finally {
            jazzer.destroyForcibly();
        }
        String said = Files.readString(log);
        assertEquals(0, jazzer.exitValue(), said);
        assertTrue(said.contains("Done "), said); // libFuzzer's "Done n runs in m second(s)"
        System.out.println(said.substring(said.lastIndexOf("Done ")).strip());
    }

    private static Path seeds() throws IOException {
        Path seeds = Files.createDirectories(FOLDER.resolve("seeds"));
        int n = 0;
        for (Corpus.Entry entry : Corpus.all()) {
            Files.write(seeds.resolve("corpus-" + n++), ReadingFuzz.input(entry.sql(), entry.dialect()));
        }
        return seeds;
    }
}
