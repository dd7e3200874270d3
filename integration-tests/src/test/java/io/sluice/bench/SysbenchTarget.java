package io.sluice.bench;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Something that speaks MySQL on a port of 127.0.0.1.
 *
 * @param process whose CPU is counted, null for none
 */
record SysbenchTarget(String name, int port, String user, String password, String schema, @Nullable Process process) {
    private static final Pattern QUERIES = Pattern.compile("queries:\\s+(\\d+)\\s+\\(([\\d.]+) per sec");

    /**
     * One run.
     *
     * @param perSecond statements per second
     * @param cpuMicros CPU of the target's process for each statement, 0 where it has none
     */
    record Result(double perSecond, double cpuMicros) {}

    static boolean has(String program) {
        try {
            return new ProcessBuilder(program, "--version")
                            .redirectErrorStream(true)
                            .start()
                            .waitFor()
                    >= 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    void awaitOpen() throws Exception {
        for (int i = 0; i < 300; i++) {
            try (Socket socket = new Socket("127.0.0.1", port)) {
                if (socket.getInputStream().read() >= 0) {
                    return;
                }
            } catch (IOException e) {
                Thread.sleep(100);
            }
        }
        throw new IllegalStateException(name + " does not listen on " + port);
    }

    void prepare(int rows) throws Exception {
        sysbench("oltp_read_write", List.of("--table_size=" + rows), "prepare");
    }

    Result run(String workload, String mode, int threads, int seconds) throws Exception {
        long before = cpuTicks();
        String output = sysbench(
                workload,
                List.of(
                        "--table_size=" + Integer.getInteger("sysbench.rows", 100_000),
                        "--threads=" + threads,
                        "--time=" + seconds,
                        "--db-ps-mode=" + mode),
                "run");
        long ticks = cpuTicks() - before;
        Matcher queries = QUERIES.matcher(output);
        if (!queries.find()) {
            throw new IllegalStateException(name + " " + workload + ":\n" + output);
        }
        double count = Double.parseDouble(queries.group(1));
        return new Result(Double.parseDouble(queries.group(2)), ticks * 10_000.0 / count);
    }

    /** All workloads in turn, until the target's process has used so many seconds of CPU; at once where it is no process of Java's. */
    void warm(int cpuSeconds) throws Exception {
        if (process == null || name.equals("haproxy")) {
            return;
        }
        System.out.println("warming " + name);
        long enough = cpuTicks() + cpuSeconds * 100L;
        while (cpuTicks() < enough) {
            run("oltp_read_write", "disable", 32, 3);
            run("oltp_point_select", "disable", 8, 2);
            run("oltp_read_write", "auto", 32, 3);
            run("oltp_point_select", "auto", 8, 2);
        }
    }

    /** Resident memory of the process, in MiB; 0 where it has none. */
    long residentMib() throws IOException {
        if (process == null) {
            return 0;
        }
        for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
            }
        }
        return 0;
    }

    private String sysbench(String workload, List<String> settings, String command) throws Exception {
        List<String> line = new ArrayList<>(List.of(
                "sysbench",
                workload,
                "--db-driver=mysql",
                "--mysql-host=127.0.0.1",
                "--mysql-port=" + port,
                "--mysql-user=" + user,
                "--mysql-password=" + password,
                "--mysql-db=" + schema,
                "--mysql-ssl=off",
                "--tables=1",
                "--auto_inc=off"));
        line.addAll(settings);
        line.add(command);
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(name + " " + workload + " " + command + ":\n" + output);
        }
        return output;
    }

    /** User and system time in clock ticks (10 ms); Linux's /proc/PID/stat, fields 14 and 15. */
    long cpuTicks() throws IOException {
        if (process == null) {
            return 0;
        }
        String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }
}
