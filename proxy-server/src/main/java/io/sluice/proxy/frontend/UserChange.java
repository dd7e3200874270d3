package io.sluice.proxy.frontend;

import io.sluice.proxy.exec.Reply;
import io.sluice.proxy.protocol.Capabilities;
import io.sluice.proxy.protocol.HandshakeResponse;
import io.sluice.proxy.protocol.Packet;
import io.sluice.proxy.protocol.Payload;
import io.sluice.proxy.protocol.ProtocolViolation;
import io.sluice.proxy.protocol.Wire;
import java.time.Duration;

/**
 * COM_CHANGE_USER: the client proves anew who it is, then everything of its session ends and it comes in as at a login. Who fails is
 * sent away, as servers do. Confined to the client's loop.
 */
final class UserChange implements Exam.Examiner {
    private final ClientHandler handler;
    private final Entrance entrance;
    private final HandshakeResponse login;
    private final Reply reply;
    private final Exam exam;
    private int sequence;

    /** @param reply to the command */
    UserChange(ClientHandler handler, Entrance entrance, HandshakeResponse login, Reply reply) {
        this.handler = handler;
        this.entrance = entrance;
        this.login = login;
        this.reply = reply;
        this.sequence = 1;
        this.exam = entrance.again(login, this);
    }

    void start() {
        if (Capabilities.has(login.capabilities(), Capabilities.PLUGIN_AUTH)) {
            exam.ask(login.plugin());
        } else {
            exam.begin(login.plugin(), login.answer());
        }
    }

    /** What the client says next. */
    void heard(Packet packet) {
        if (packet.sequence() != sequence) {
            throw ProtocolViolation.outOfOrder();
        }
        sequence = packet.nextSequence();
        reply.sequence(sequence);
        exam.answer(Wire.readRest(packet.content()));
    }

    void cancel() {
        exam.cancel();
    }

    @Override
    public void say(Payload packet) {
        reply.packet(packet);
        reply.flush();
        sequence = reply.sequence();
    }

    @Override
    public void passed() {
        handler.leave(context -> entrance.enter(context, login, sequence));
    }

    @Override
    public void denied(boolean passwordGiven, Duration blocked) {
        entrance.place().denied();
        handler.sendAway(reply, Entrance.denied(login.user(), handler.host(), passwordGiven, blocked));
    }

    @Override
    public void broken(ProtocolViolation flaw) {
        handler.sendAway(reply, flaw.packet());
    }
}
