package io.sluice.proxy.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Metrics being put together for one scrape. Names come without the endings that Prometheus gives counters. */
final class Families {
    private final List<MetricSnapshot> all = new ArrayList<>();

    /** One line of a metric: what distinguishes it from the others, in pairs of name and value, and its number. */
    record Point(double value, String... labels) {
        Labels pairs() {
            return Labels.of(labels);
        }
    }

    /** A distribution; {@code counts} holds what several threads have counted. */
    record Distribution(List<Histogram> counts, String... labels) {}

    void counter(String name, String help, double value) {
        counters(name, help, List.of(new Point(value)));
    }

    void counters(String name, String help, List<Point> points) {
        CounterSnapshot.Builder family = CounterSnapshot.builder().name(name).help(help);
        for (Point point : points) {
            family.dataPoint(CounterDataPointSnapshot.builder()
                    .value(point.value())
                    .labels(point.pairs())
                    .build());
        }
        all.add(family.build());
    }

    void gauge(String name, String help, double value) {
        gauges(name, help, List.of(new Point(value)));
    }

    void gauges(String name, String help, List<Point> points) {
        GaugeSnapshot.Builder family = GaugeSnapshot.builder().name(name).help(help);
        for (Point point : points) {
            family.dataPoint(GaugeDataPointSnapshot.builder()
                    .value(point.value())
                    .labels(point.pairs())
                    .build());
        }
        all.add(family.build());
    }

    void histograms(String name, String help, List<Distribution> distributions) {
        HistogramSnapshot.Builder family =
                HistogramSnapshot.builder().name(name).help(help);
        for (Distribution each : distributions) {
            double[] bounds = each.counts().get(0).bounds();
            long[] buckets = new long[bounds.length + 1];
            double sum = 0;
            for (Histogram one : each.counts()) {
                sum += one.addTo(buckets);
            }
            double[] upTo = Arrays.copyOf(bounds, bounds.length + 1);
            upTo[bounds.length] = Double.POSITIVE_INFINITY;
            Number[] counts = Arrays.stream(buckets).boxed().toArray(Number[]::new);
            List<Double> uppers = Arrays.stream(upTo).boxed().toList();
            family.dataPoint(HistogramDataPointSnapshot.builder()
                    .classicHistogramBuckets(ClassicHistogramBuckets.of(uppers, List.of(counts)))
                    .sum(sum)
                    .labels(Labels.of(each.labels()))
                    .build());
        }
        all.add(family.build());
    }

    MetricSnapshots snapshots() {
        return new MetricSnapshots(all);
    }
}
