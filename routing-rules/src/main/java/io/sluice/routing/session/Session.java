package io.sluice.routing.session;

import io.sluice.routing.Parameters;
import io.sluice.routing.RoutingError;
import io.sluice.routing.causality.Causality;
import io.sluice.routing.causality.Footprint;
import io.sluice.routing.cluster.Cluster;
import io.sluice.routing.cluster.Reads;
import io.sluice.routing.keys.Surroundings;
import io.sluice.routing.plan.Hints;
import io.sluice.routing.plan.Lasting;
import io.sluice.routing.plan.Plan;
import io.sluice.routing.route.Route;
import io.sluice.sql.Dialect;
import io.sluice.sql.SqlParser;
import io.sluice.sql.SqlValue;
import io.sluice.sql.Statement;
import io.sluice.sql.lex.Fingerprint;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one client connection has said so far: schema, variables, transaction, writes; and from these where its next statement
 * goes. Mutable; one for each client connection, used by one thread at a time.
 *
 * <p>A session opens nothing and sends nothing: the doors ask it, act, and tell it what happened.
 */
public final class Session {
    private static final Set<String> SERVER_SCHEMAS =
            Set.of("information_schema", "mysql", "performance_schema", "sys");

    private final Supplier<Cluster> clusters;
    private final long connectionId;
    private final String user;
    private final String host;
    private final Causality causality = new Causality();
    private final Placing placing = new Placing(this);
    private final Diagnostics diagnostics = new Diagnostics();
    private final Savepoints savepoints = new Savepoints();
    private final Holds holds = new Holds();
    private final NamedStatements named = new NamedStatements(this);
    private final OwnNames ownNames = new OwnNames();

    private @Nullable String schema;
    private SessionImage image = SessionImage.CLEAN;
    private SessionImage surroundingsOf = SessionImage.CLEAN;
    private Surroundings surroundings = Surroundings.USUAL;
    private SessionImage firstImage = SessionImage.CLEAN;
    private final TextReading reading = new TextReading();
    private final boolean utf8mb4Only;

    private Transaction transaction = new Transaction.None();
    private boolean autocommit = true;
    private @Nullable String nextIsolation;
    private boolean nextReadOnly;
    private boolean alwaysReadOnly;
    private String levelAtBegin = "";

    /**
     * @param clusters the current snapshot, whenever it is asked
     * @param connectionId what CONNECTION_ID() answers
     * @param user the client's user name
     * @param host where the client is, as USER() tells
     */
    public Session(Supplier<Cluster> clusters, long connectionId, String user, String host) {
        this(clusters, connectionId, user, host, false);
    }

    private Session(Supplier<Cluster> clusters, long connectionId, String user, String host, boolean utf8mb4Only) {
        this.clusters = clusters;
        this.connectionId = connectionId;
        this.user = user;
        this.host = host;
        this.utf8mb4Only = utf8mb4Only;
    }

    /** A session whose texts are sent in utf8mb4 whatever it says: a character set that cannot hold all of them is refused. */
    public static Session inUtf8mb4(Supplier<Cluster> clusters, long connectionId, String user) {
        return new Session(clusters, connectionId, user, "localhost", true);
    }

    /** A session of this very process. */
    public Session(Supplier<Cluster> clusters, long connectionId, String user) {
        this(clusters, connectionId, user, "localhost");
    }

    /** The current snapshot, with this session's own names in it (temporary tables). Ask once for each statement. */
    public Cluster cluster() {
        return ownNames.on(clusters.get(), holds.names());
    }

    /** What this session holds in server connections. */
    public Holds holds() {
        return holds;
    }

    /** Its PREPAREd texts. */
    public NamedStatements named() {
        return named;
    }

    /** What comes after a statement that leaves something behind on {@code shard}; {@code slots} gives its values. */
    public Aftermath aftermath(Lasting plan, String shard, IntFunction<SqlValue> slots) {
        return Aftermaths.of(plan.left(), shard, holds, diagnostics.lastInsertId(), slots);
    }

    /**
     * A statement has ended and the question about it is answered: remembers variables, and what is held. Called before the
     * transaction ends that the statement may have ended.
     *
     * @param done false where it ended with an error
     * @param answer the question's row; empty where there is none
     */
    public void left(Aftermath after, boolean done, List<ServerValue> answer) {
        image = Aftermaths.remember(after, done, answer, image);
        Aftermaths.hold(after, done, answer, holds);
    }

    /** The same answer for {@link #diagnostics}; called after these were told how the statement ended. */
    public void told(Aftermath after, List<ServerValue> answer) {
        Aftermaths.tell(after, answer, diagnostics);
    }

    /** The shards where this session is already: those where it holds or has written something before those it has read. */
    public List<String> here() {
        return Here.all(holds.shards(), transaction);
    }

    /** The shard for what any shard may have: where this session is already, if that is one shard; else the default. */
    public String near() {
        String only = Here.only(holds.shards(), transaction);
        return only == null ? clusters.get().defaultShard().name() : only;
    }

    public long connectionId() {
        return connectionId;
    }

    public String user() {
        return user;
    }

    /** The current schema: the cluster's name or one of the servers' own; null where none is chosen. */
    public @Nullable String schema() {
        return schema;
    }

    /** USE, COM_INIT_DB and the schema of the login; throws UNKNOWN_SCHEMA. */
    public void useSchema(String name) {
        String cluster = cluster().name();
        if (cluster().dialect().sameName(name, cluster)) {
            schema = cluster;
        } else if (SERVER_SCHEMAS.contains(name.toLowerCase(Locale.ROOT))) {
            schema = name.toLowerCase(Locale.ROOT);
        } else {
            throw RoutingError.UNKNOWN_SCHEMA.with(name);
        }
    }

    /** How this session's texts are to be read: the servers' flavour under its sql_mode, in the client's character set. */
    public Dialect dialect() {
        return reading.dialect(cluster().dialect(), image);
    }

    /**
     * What a backend connection must have before it runs this session's statements. Its sql_mode is always said where the servers'
     * own is known: a server whose default has changed since must not read otherwise than {@link #dialect} does.
     */
    public SessionImage image() {
        return reading.full(cluster().dialect(), image);
    }

    /** The character set of the login (SET NAMES without a backend's check; UNKNOWN_CHARSET); {@link #reset} comes back to it. */
    public void loginCharset(String charset, @Nullable String collation) {
        image = Charsets.names(image, Charsets.accepted(charset), collation, utf8mb4Only);
        firstImage = image;
    }

    /** A word that the login adds to the servers' sql_mode (IGNORE_SPACE); {@link #reset} comes back to it. */
    public void loginMode(String word) {
        reading.loginMode(word, cluster().dialect());
    }

    /** How this session's settings bear on the meaning of values. */
    public Surroundings surroundings() {
        SessionImage settings = image();
        if (settings != surroundingsOf) {
            surroundings = KeySettings.of(settings);
            surroundingsOf = settings;
        }
        return surroundings;
    }

    /** The Java charset of the texts this client sends (character_set_client). */
    public java.nio.charset.Charset clientCharset() {
        return Charsets.java(Charsets.of(image, Charsets.CLIENT));
    }

    /** The Java charset in which this client wants strings (character_set_results); UTF-8 where it is NULL. */
    public java.nio.charset.Charset resultCharset() {
        return Charsets.java(Charsets.of(image, Charsets.RESULTS));
    }

    /**
     * Reads a SET; see {@link VariableChange} for what the door does before {@link #remember}.
     *
     * @throws io.sluice.routing.RoutingException where it is refused
     */
    public VariableChange change(Fingerprint text, Parameters parameters) {
        if (SqlParser.parse(text) instanceof Statement.SetVariables set) {
            return change(set, text, parameters);
        }
        throw RoutingError.BUG.with("not a SET");
    }

    /** As {@link #change(Fingerprint, Parameters)}, for a SET read from this very text (not from another of its shape). */
    public VariableChange change(Statement.SetVariables set, Fingerprint text, Parameters parameters) {
        return new SetReader(text, parameters, this::sessionValue, transactionOpen(), autocommit).read(set);
    }

    /**
     * Remembers a SET. Where {@link VariableChange#commits}, the door has committed and called {@link #ended} before.
     *
     * @param answers the values of {@link VariableChange#question}'s one row in order; empty where there is no question
     */
    public void remember(VariableChange change, List<ServerValue> answers) {
        int asked = 0;
        for (VariableChange.Step step : change.steps()) {
            if (step instanceof VariableChange.Step.Asked ask) {
                remember(ask.name(), answers.get(asked++).value());
            } else if (step instanceof VariableChange.Step.AskedUser user) {
                image = image.with(user.name(), UserVariable.sql(answers.subList(asked, asked + UserVariable.COLUMNS)));
                asked += UserVariable.COLUMNS;
            } else {
                remember(step);
            }
        }
    }

    private void remember(VariableChange.Step step) {
        if (step instanceof VariableChange.Step.Variable variable) {
            String collation = variable.name().startsWith("@") ? image.value(Charsets.COLLATION) : null;
            image = image.with(variable.name(), UserVariable.under(collation, variable.sql()));
        } else if (step instanceof VariableChange.Step.Charset charset) {
            image = Charsets.set(image, charset.variable(), charset.value(), utf8mb4Only);
        } else if (step instanceof VariableChange.Step.Names names) {
            image = Charsets.names(image, names.charset(), names.collation(), utf8mb4Only);
        } else if (step instanceof VariableChange.Step.Mode mode) {
            reading.modes(mode.modes());
        } else if (step instanceof VariableChange.Step.Autocommit flag) {
            setAutocommit(flag.on());
        } else if (step instanceof VariableChange.Step.NextTransaction next) {
            nextIsolation = next.isolation() == null ? nextIsolation : next.isolation();
            nextReadOnly = next.readOnly() == null ? nextReadOnly : next.readOnly();
        } else if (step instanceof VariableChange.Step.Causal causal) {
            causal.tell(causality, clusters.get().shards().keySet());
        } else if (step instanceof VariableChange.Step.ReadsFrom from) {
            placing.reads(from.mode());
        } else if (step instanceof VariableChange.Step.InsertId insertId) {
            diagnostics.lastInsertId(insertId.id());
        }
    }

    /** A value a backend computed. */
    private void remember(String name, SqlValue value) {
        String text = value instanceof SqlValue.Text words ? words.value() : null;
        if (name.equals("sql_mode")) {
            reading.modes(text == null ? "" : text);
        } else if (Charsets.variable(name)) {
            image = Charsets.set(image, name, text, utf8mb4Only);
        } else {
            image = image.with(name, value instanceof SqlValue.Null ? null : SqlText.of(value));
        }
    }

    public boolean autocommit() {
        return autocommit;
    }

    /** {@code Connection.setAutoCommit}; the door commits an open transaction first. */
    public void setAutocommit(boolean on) {
        if (on && !autocommit) {
            savepoints.clear(); // switching it on commits
        }
        autocommit = on;
    }

    /** {@code Connection.setReadOnly}: this session's transactions begin READ ONLY from now on. */
    public void setReadOnly(boolean on) {
        alwaysReadOnly = on;
    }

    /** Whether the open transaction, or the next one, is READ ONLY. */
    public boolean readOnly() {
        boolean said = transaction instanceof Transaction.Open open ? open.readOnly() : nextReadOnly || alwaysReadOnly;
        return said || image.readOnly();
    }

    /** Which servers plain reads go to; null for what the cluster file says. {@link #reset} takes it back. */
    public void readsFrom(Reads.@Nullable Mode mode) {
        placing.reads(mode);
    }

    /** The transaction has a connection to a replica of {@code shard}, which it keeps. */
    public void onReplica(String shard) {
        transaction = openNow().onReplica(shard);
    }

    /** The transaction as it stands. */
    public Transaction transaction() {
        return transaction;
    }

    /** True where a transaction has been opened: the status flag SERVER_STATUS_IN_TRANS. */
    public boolean transactionOpen() {
        return transaction instanceof Transaction.Open;
    }

    /** The isolation level of the transaction, or the next one, alone; null for the session's, which has not changed since it began. */
    public @Nullable String isolation() {
        boolean open = transaction instanceof Transaction.Open;
        String own = open ? ((Transaction.Open) transaction).isolation() : nextIsolation;
        return own == null && open && !level().equals(levelAtBegin) ? "changed" : own;
    }

    private String level() {
        return image.value("tx_isolation") + "," + image.value("transaction_isolation");
    }

    /** True where the next statement runs in a transaction: one is open, or autocommit is off and the statement opens one. */
    public boolean inTransaction() {
        return !autocommit || transactionOpen();
    }

    /** BEGIN, START TRANSACTION; the door has committed a transaction that was open. */
    public void begin(boolean readOnly, boolean consistentSnapshot) {
        causality.answered(false);
        open(readOnly, consistentSnapshot);
    }

    private void open(boolean readOnly, boolean consistentSnapshot) {
        transaction = Transaction.Open.fresh(readOnly || nextReadOnly, consistentSnapshot, nextIsolation);
        levelAtBegin = level();
        nextIsolation = null;
        nextReadOnly = false;
        savepoints.clear();
    }

    /**
     * What a backend connection is sent, one by one, before its first statement of this transaction. Opens the transaction
     * where autocommit is off and none is open. Only where {@link #inTransaction}.
     */
    public List<String> openingStatements() {
        return openNow().opening();
    }

    /** The same for one shard: where it holds LOCK TABLES, a BEGIN would unlock them; autocommit is switched off instead. */
    public List<String> openingStatements(String shard) {
        List<String> opening = openingStatements();
        return holds.lockedTables().contains(shard) ? List.of("SET autocommit=0") : opening;
    }

    /** {@code shard} is being sent a statement inside the transaction; opens it where autocommit is off and none is open. */
    public void touched(String shard, boolean wrote) {
        transaction = openNow().with(shard, wrote);
    }

    private Transaction.Open openNow() {
        if (!(transaction instanceof Transaction.Open)) {
            List<String> already = savepoints(); // set before all else
            open(false, false); // by a statement that has begun: what it reads and writes has not ended
            already.forEach(savepoints::set);
        }
        return (Transaction.Open) transaction;
    }

    /** The transaction is over: committed, rolled back, or lost with its connection. */
    public void ended() {
        transaction = new Transaction.None();
        savepoints.clear();
    }

    /** COMMIT AND CHAIN, ROLLBACK AND CHAIN: over, and a new one with the same characteristics is open. */
    public void endedAndChained() {
        Transaction before = transaction;
        ended();
        if (before instanceof Transaction.Open open) {
            transaction = Transaction.Open.fresh(open.readOnly(), false, open.isolation());
        }
    }

    /** Names of the savepoints set, oldest first. A shard touched later has none of the earlier ones. */
    public List<String> savepoints() {
        return savepoints.names();
    }

    /** SAVEPOINT: an equal name (case does not count) moves to the end. */
    public void savepoint(String name) {
        savepoints.set(name);
    }

    /**
     * ROLLBACK TO ({@code keep}) or RELEASE SAVEPOINT: forgets those behind it, and itself unless {@code keep}.
     *
     * @throws io.sluice.routing.RoutingException NO_SAVEPOINT
     */
    public void backTo(String name, boolean keep) {
        savepoints.backTo(name, keep);
    }

    /** What it has written and seen, and which replicas it may read from therefore. */
    public Causality causality() {
        return causality;
    }

    /**
     * Primary or replica for a statement, and why. Changes nothing of what it has said: EXPLAIN ROUTE asks too.
     *
     * @param rows what the statement may read or change; asked where that matters
     * @throws io.sluice.routing.RoutingException where a replica is asked for what only the primary can do; CROSS_SHARD for a read of
     *     several parts under sql_select_limit, which each shard would obey by itself
     */
    public Placement place(Plan.OnShards plan, Route route, Hints hints, Supplier<Footprint> rows) {
        return placing.place(plan, route, hints, rows);
    }

    /** The same for a statement that may read or change anything, without hints. */
    public Placement place(Plan.Access access, Route route) {
        return placing.place(access, null, route, () -> Footprint.EVERYTHING);
    }

    /**
     * A statement is being sent along {@code route}: remembers own writes, and inside a transaction which shards it touches. The
     * doors call it for each statement on shards, before the first byte leaves and after {@link #openingStatements} were asked.
     */
    public void sent(Plan.Access access, Route route) {
        sent(access, route, new Placement(true, Placement.Reason.WRITE));
    }

    /** The same for a statement of which is known what it may change. */
    public void sent(Plan.Access access, Route route, Placement placement) {
        boolean write = access == Plan.Access.WRITE || access == Plan.Access.SIDE_EFFECT;
        if (inTransaction()) {
            Routes.sent(route).forEach(part -> touched(part.shard(), write));
        }
        if (write) {
            causality.writing(placing.shards(route), placement.rows());
        }
    }

    /** A statement has ended, with or without error; the doors say so before the client is told. */
    public void answered() {
        causality.answered(transactionOpen());
    }

    /** LAST_INSERT_ID(), ROW_COUNT(), FOUND_ROWS() and warnings. */
    public Diagnostics diagnostics() {
        return diagnostics;
    }

    /** The answer of a {@link io.sluice.sql.SessionCall} as SQL text. */
    public String sessionValue(String call) {
        return switch (call) {
            case "LAST_INSERT_ID", "@@IDENTITY", "@@LAST_INSERT_ID" ->
                SqlText.bigint(Long.toUnsignedString(diagnostics.lastInsertId()), true);
            case "ROW_COUNT" -> SqlText.bigint(Long.toString(diagnostics.rowCount()), false);
            case "FOUND_ROWS" -> SqlText.bigint(Long.toString(diagnostics.foundRows()), false);
            case "CONNECTION_ID" -> Long.toString(connectionId);
            case "USER" -> SqlText.quote(user + "@" + host);
            // Accounts here may come from anywhere.
            case "CURRENT_USER" -> SqlText.quote(user + "@%");
            case "DATABASE" -> schema == null ? "NULL" : SqlText.quote(schema);
            case "@@WARNING_COUNT", "@@ERROR_COUNT" -> diagnostics.count(call.equals("@@ERROR_COUNT"));
            case "@@SLUICE_TOKEN" -> SqlText.quote(causality.token().toString());
            case "@@SLUICE_CAUSALITY" -> SqlText.quote(causality.scope().word());
            case "@@AUTOCOMMIT" -> SqlText.bigint(autocommit ? "1" : "0", false);
            default -> throw RoutingError.BUG.with("session call " + call);
        };
    }

    /** COM_RESET_CONNECTION: all as after login but for the schema, which stays. The door has rolled back. */
    public void reset() {
        ended();
        image = firstImage;
        reading.reset();
        autocommit = true;
        nextIsolation = null;
        nextReadOnly = false;
        causality.reset();
        placing.reads(null);
        diagnostics.reset();
        holds.clear();
        named.clear();
    }
}
