package io.sluice.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Collects runs and prints medians of ratios, each taken inside its own round. */
final class SysbenchReport {
    private final Map<String, List<Map<String, SysbenchTarget.Result>>> cells = new LinkedHashMap<>();

    void add(String cell, int round, String target, SysbenchTarget.Result result) {
        List<Map<String, SysbenchTarget.Result>> rounds = cells.computeIfAbsent(cell, c -> new ArrayList<>());
        while (rounds.size() <= round) {
            rounds.add(new LinkedHashMap<>());
        }
        rounds.get(round).put(target, result);
        System.out.printf(
                Locale.ROOT, "%s  %-12s %9.0f/s %7.1f us CPU%n", cell, target, result.perSecond(), result.cpuMicros());
    }

    void print() {
        System.out.printf(
                "%n%-31s %-13s %10s %12s %12s %8s%n",
                "workload, ps mode, threads", "target", "per second", "of direct", "CPU us", "M");
        cells.forEach((cell, rounds) -> rounds.get(0).keySet().forEach(target -> line(cell, rounds, target)));
        System.out.println("of direct: throughput by direct's in the same round; M: CPU a statement by HAProxy's.");
    }

    private static void line(String cell, List<Map<String, SysbenchTarget.Result>> rounds, String target) {
        List<Double> rates = new ArrayList<>();
        List<Double> ofDirect = new ArrayList<>();
        List<Double> cpu = new ArrayList<>();
        List<Double> multiple = new ArrayList<>();
        for (Map<String, SysbenchTarget.Result> round : rounds) {
            SysbenchTarget.Result own = round.get(target);
            SysbenchTarget.Result direct = round.get("direct");
            SysbenchTarget.Result hop = round.get("haproxy");
            if (own == null || direct == null) {
                continue;
            }
            rates.add(own.perSecond());
            ofDirect.add(own.perSecond() / direct.perSecond());
            cpu.add(own.cpuMicros());
            multiple.add(hop == null || hop.cpuMicros() == 0 ? Double.NaN : own.cpuMicros() / hop.cpuMicros());
        }
        System.out.printf(
                Locale.ROOT,
                "%-31s %-13s %10.0f %12.2f %12.1f %8.2f%n",
                cell,
                target,
                median(rates),
                median(ofDirect),
                median(cpu),
                median(multiple));
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() / 2);
    }
}
