package io.sluice.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.sluice.proxy.protocol.Packet;
import io.sluice.proxy.protocol.PacketDecoder;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Cutting received bytes into packets: a read of 100 rows of 200 bytes; nanoseconds for each packet. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FramingBench {
    private static final int PACKETS = 100;
    private static final int PAYLOAD = 200;

    private final ByteBuf bytes = bytes();
    private final EmbeddedChannel channel = new EmbeddedChannel(new PacketDecoder(1 << 24));

    private static ByteBuf bytes() {
        ByteBuf bytes = Unpooled.directBuffer();
        for (int i = 0; i < PACKETS; i++) {
            bytes.writeMediumLE(PAYLOAD).writeByte(i).writeZero(PAYLOAD);
        }
        return bytes;
    }

    @Benchmark
    @OperationsPerInvocation(PACKETS)
    public int decode() {
        channel.writeInbound(bytes.retainedDuplicate());
        int sum = 0;
        while (channel.readInbound() instanceof Packet packet) {
            sum += packet.content().readableBytes();
            packet.content().release();
        }
        return sum;
    }
}
