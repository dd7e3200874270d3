package io.sluice.proxy.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The small HTTP listener for operators: {@code GET /metrics} for Prometheus, {@code GET /health} for load balancers (200, or 503 as
 * soon as the proxy is on its way out). It has threads of its own; nothing waits for it. Safe for use by many threads.
 */
public final class MetricsServer implements AutoCloseable {
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final int THREADS = 4;

    private final Readings readings;
    private final HttpServer http;
    private final ExecutorService threads =
            Executors.newFixedThreadPool(THREADS, new DefaultThreadFactory("http", true));
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics gc = new JvmGcMetrics();

    /**
     * Begins to listen.
     *
     * @throws IllegalStateException when the port is taken
     */
    public MetricsServer(InetSocketAddress address, Readings readings) {
        this.readings = readings;
        try {
            http = HttpServer.create(address, 0);
        } catch (IOException taken) {
            throw new IllegalStateException(
                    "cannot listen on " + address.getHostString() + ":" + address.getPort() + " for metrics: "
                            + taken.getMessage(),
                    taken);
        }
        bind();
        http.createContext("/metrics", this::metrics);
        http.createContext("/health", this::health);
        http.setExecutor(threads);
        http.start();
    }

    private void bind() {
        new JvmMemoryMetrics().bindTo(registry);
        gc.bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        registry.getPrometheusRegistry().register(new Exposition(readings));
    }

    /** The port it listens on. */
    public int port() {
        return http.getAddress().getPort();
    }

    private void metrics(HttpExchange exchange) throws IOException {
        if (exchange.getRequestURI().getPath().equals("/metrics")) {
            answer(exchange, 200, TEXT, registry.scrape());
        } else {
            answer(exchange, 404, TEXT, "no such page\n");
        }
    }

    private void health(HttpExchange exchange) throws IOException {
        boolean serving = readings.serving().getAsBoolean();
        answer(exchange, serving ? 200 : 503, "text/plain; charset=utf-8", serving ? "serving\n" : "draining\n");
    }

    private static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        try (exchange) {
            boolean read = exchange.getRequestMethod().equals("GET");
            boolean head = exchange.getRequestMethod().equals("HEAD");
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            if (!read) {
                exchange.sendResponseHeaders(head ? status : 405, -1);
                return;
            }
            exchange.sendResponseHeaders(status, bytes.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        }
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
        gc.close();
        registry.close();
    }
}
