package io.sluice.proxy.exec;

import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.routing.RoutingException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of a statement that is done one thing after another: after an interrupt, and behind its end, the next is not begun; what one
 * throws is its error. Confined to its client's loop.
 */
final class Course {
    private static final Logger LOG = LoggerFactory.getLogger(Course.class);

    private final Client client;
    private final Consumer<ErrPacket> fail;
    private boolean interrupted;
    private boolean over;

    /** @param fail ends the statement with an error; asks {@link #end} */
    Course(Client client, Consumer<ErrPacket> fail) {
        this.client = client;
        this.fail = fail;
    }

    /** Does the next thing, unless there is none any more. */
    void step(Runnable next) {
        if (over) {
            return;
        }
        if (interrupted) {
            fail.accept(Errors.INTERRUPTED);
            return;
        }
        try {
            next.run();
        } catch (RoutingException refused) {
            fail.accept(Errors.packet(refused));
        } catch (RuntimeException bug) {
            LOG.error("a statement of client {} failed here", client.session().connectionId(), bug);
            fail.accept(Errors.bug(bug));
        }
    }

    /** The next thing is not begun. */
    void interrupt() {
        interrupted = true;
    }

    /** Whether {@link #interrupt} was called. */
    boolean interrupted() {
        return interrupted;
    }

    /** Nothing is begun any more; true the first time. */
    boolean end() {
        boolean first = !over;
        over = true;
        return first;
    }

    /** Whether {@link #end} was called. */
    boolean over() {
        return over;
    }
}
