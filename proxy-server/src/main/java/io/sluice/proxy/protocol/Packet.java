package io.sluice.proxy.protocol;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.DefaultByteBufHolder;

/**
 * One received packet: the payload without its header, and the sequence id of its (last) frame; an answer begins with
 * {@code sequence() + 1}. Reference-counted by its content; who receives it releases it.
 */
public final class Packet extends DefaultByteBufHolder {
    private final int sequence;

    public Packet(int sequence, ByteBuf payload) {
        super(payload);
        this.sequence = sequence;
    }

    /** 0 to 255. */
    public int sequence() {
        return sequence;
    }

    /** The sequence id an answer begins with. */
    public int nextSequence() {
        return (sequence + 1) & 0xFF;
    }

    /** First byte of the payload: the command, or the kind of answer; -1 when the payload is empty. */
    public int firstByte() {
        ByteBuf payload = content();
        return payload.isReadable() ? payload.getUnsignedByte(payload.readerIndex()) : -1;
    }

    @Override
    public Packet replace(ByteBuf content) {
        return new Packet(sequence, content);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Packet packet && sequence == packet.sequence && super.equals(other);
    }

    @Override
    public int hashCode() {
        return 31 * super.hashCode() + sequence;
    }
}
