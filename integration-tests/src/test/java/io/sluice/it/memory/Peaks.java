package io.sluice.it.memory;

import io.netty.util.internal.PlatformDependent;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;

/** The most memory this JVM had in use, looked at every 20 ms. */
final class Peaks {
    private static volatile long direct;

    private Peaks() {}

    /** Begins to look, on a daemon thread. */
    static void watch() {
        Thread thread = new Thread(Peaks::look, "peaks");
        thread.setDaemon(true);
        thread.start();
    }

    private static void look() {
        try {
            while (true) {
                direct = Math.max(direct, directNow());
                Thread.sleep(20);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Netty's own count, which the JVM does not see, and the JVM's, which Netty may be part of. */
    private static long directNow() {
        long jvm = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        return Math.max(jvm, PlatformDependent.usedDirectMemory());
    }

    /** Bytes in use now: of the heap without garbage, and direct ones. */
    static long held() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() + directNow();
    }

    /** In MiB, garbage included. */
    static String text() {
        long heap = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(Peaks::peak)
                .sum();
        return "peak: heap " + (heap >> 20) + " MiB, direct " + (direct >> 20) + " MiB";
    }

    private static long peak(MemoryPoolMXBean pool) {
        return pool.getPeakUsage() == null ? 0 : pool.getPeakUsage().getUsed();
    }
}
