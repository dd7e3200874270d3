package io.sluice.proxy.exec;

import io.netty.channel.Channel;
import io.sluice.proxy.metrics.Stopwatch;
import io.sluice.proxy.protocol.Capabilities;
import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.proxy.protocol.OkPacket;
import io.sluice.proxy.protocol.Packet;
import io.sluice.proxy.protocol.ServerStatus;
import io.sluice.proxy.protocol.SessionChange;
import io.sluice.routing.RoutingError;
import io.sluice.routing.cluster.Health;
import io.sluice.routing.rights.Needs;
import io.sluice.routing.rights.Rights;
import io.sluice.routing.session.Session;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A logged-in client as the executors see it. Confined to its event loop. */
public final class Client {
    /** Bits of a backend's status that are about the statement, not about the backend's session. */
    private static final int STATEMENT_BITS = ServerStatus.MORE_RESULTS
            | ServerStatus.NO_GOOD_INDEX_USED
            | ServerStatus.NO_INDEX_USED
            | ServerStatus.QUERY_WAS_SLOW
            | ServerStatus.PS_OUT_PARAMS;

    private final Channel channel;
    private final int capabilities;
    private final Session session;
    private final Leases leases;
    private final Kills kills;
    private final Deciding deciding;
    private final Tracking tracking = new Tracking();
    private Shows shows = Shows.NONE;
    private Supplier<Rights> rights = () -> Rights.ALL;
    private Stopwatch stopwatch = Stopwatch.unread();
    private @Nullable Work work;
    private @Nullable Consumer<Packet> file;
    /** The error of this command that the session remembers already, perhaps with notes of its own. */
    private @Nullable ErrPacket told;
    /** The time of what runs is over. */
    private boolean late;

    private Duration statementTimeout = Duration.ZERO;
    /** Another result follows the one that is being answered. */
    private boolean more;

    /** Ends other clients' statements or connections. */
    @FunctionalInterface
    public interface Kills {
        /**
         * KILL.
         *
         * @param id connection id
         * @param query its statement only
         * @param user who asks; only who holds CONNECTION_ADMIN ends another user's
         * @return false where there is no such connection, or it is not the user's
         */
        boolean kill(long id, boolean query, String user);
    }

    public Client(
            Channel channel, int capabilities, Session session, Backends backends, Kills kills, Deciding deciding) {
        this.channel = channel;
        this.capabilities = capabilities;
        this.session = session;
        this.leases = new Leases(this, backends);
        this.kills = kills;
        this.deciding = deciding;
    }

    /** How other clients are ended. */
    public Kills kills() {
        return kills;
    }

    /** How statements are decided about. */
    public Deciding deciding() {
        return deciding;
    }

    public Channel channel() {
        return channel;
    }

    /** What was agreed at login. */
    public int capabilities() {
        return capabilities;
    }

    public Session session() {
        return session;
    }

    /** The backend connections this client uses. */
    public Leases leases() {
        return leases;
    }

    /** What its OK packets tell of its session. */
    public Tracking tracking() {
        return tracking;
    }

    /** What runs for this client now, or null. */
    public @Nullable Work work() {
        return work;
    }

    /** Something begins to run, or (null) has ended. */
    public void work(@Nullable Work now) {
        work = now;
        told = null;
        late = false;
    }

    /** Who answers what SHOW SLUICE … says of the proxy itself. */
    public void shows(Shows by) {
        shows = by;
    }

    Shows shows() {
        return shows;
    }

    /** @param now what its user may do, whenever it is asked */
    public void rights(Supplier<Rights> now) {
        rights = now;
    }

    /** What its user may do now. */
    public Rights rights() {
        return rights.get();
    }

    /**
     * Says no to what its user may not do.
     *
     * @throws io.sluice.routing.RoutingException TABLE_DENIED and its kind
     */
    public void check(Needs needs) {
        needs.check(rights(), session.schema(), session.user(), stopwatch.who().host());
    }

    /** By which its statements are timed. */
    public void stopwatch(Stopwatch by) {
        stopwatch = by;
    }

    public Stopwatch stopwatch() {
        return stopwatch;
    }

    /** Who takes the packets of the file that this client was asked for; null where its packets are commands. */
    public @Nullable Consumer<Packet> file() {
        return file;
    }

    /** The client's next packets are a file's (or, null, commands again). */
    void file(@Nullable Consumer<Packet> taker) {
        file = taker;
    }

    /** How long a statement may take that does not say so itself; zero for ever. */
    public void statementTimeout(Duration time) {
        statementTimeout = time;
    }

    Duration statementTimeout() {
        return statementTimeout;
    }

    /** Whether another statement of the same text is answered behind the one that runs. */
    public void moreResults(boolean follow) {
        more = follow;
    }

    /** The time of what runs is over: that a server stopped it will be told as such. */
    void late() {
        late = true;
    }

    /** Whether {@link #late()} was told of what runs. */
    boolean isLate() {
        return late;
    }

    /** What a statement is told whose time is over. */
    ErrPacket timeout() {
        RoutingError timeout = RoutingError.timeout(mariaDb());
        return Errors.packet(timeout, timeout.text());
    }

    /** What is known of the servers. */
    public Health health() {
        return leases.backends().servers().health().get();
    }

    /** Runs {@code then} on the client's loop when statements see the physical schema as it is now, or nobody could be asked. */
    void afterReload(Runnable then) {
        leases.backends().servers().reload().get().whenComplete((loaded, failure) -> channel.eventLoop()
                .execute(then));
    }

    /** Whether the servers are MariaDB's, else MySQL's. */
    public boolean mariaDb() {
        return session.cluster().dialect().mariaDb();
    }

    boolean foundRows() {
        return Capabilities.has(capabilities, Capabilities.FOUND_ROWS);
    }

    /** The session's status bits, which no backend knows. */
    public int status() {
        return (more ? ServerStatus.MORE_RESULTS : 0)
                | (session.autocommit() ? ServerStatus.AUTOCOMMIT : 0)
                | (session.transactionOpen() ? ServerStatus.IN_TRANSACTION : 0);
    }

    /** An OK that tells what has changed. */
    public OkPacket ok(List<SessionChange> changes) {
        return new OkPacket(0, 0, status(), 0, "", changes);
    }

    /** A backend's OK as this client may see it: with the session's own status, without the backend's session changes. */
    OkPacket own(OkPacket ok) {
        if (!ok.moreResults()) {
            session.answered();
        }
        return new OkPacket(
                ok.affectedRows(),
                ok.lastInsertId(),
                (ok.status() & STATEMENT_BITS) | status(),
                ok.warnings(),
                ok.info(),
                List.of());
    }

    /** Remembers a failed statement for SHOW WARNINGS, once; answers the error as the client is to read it. */
    public ErrPacket failed(ErrPacket failure) {
        session.answered();
        ErrPacket error = late && failure.errno() == Errors.INTERRUPTED.errno() ? timeout() : failure;
        if (error.equals(told)) {
            return error;
        }
        told = error;
        stopwatch.failed(error.errno(), error.origin());
        session.diagnostics().failed(error.errno(), error.message());
        return error;
    }
}
