package io.sluice.routing.session;

import io.sluice.routing.Parameters;
import io.sluice.routing.RoutingError;
import io.sluice.routing.causality.Scope;
import io.sluice.routing.causality.Token;
import io.sluice.routing.cluster.Reads;
import io.sluice.sql.Dialect;
import io.sluice.sql.Operand;
import io.sluice.sql.SessionCall;
import io.sluice.sql.SqlParser;
import io.sluice.sql.SqlValue;
import io.sluice.sql.Statement.SetVariables;
import io.sluice.sql.Statement.VariableAssignment;
import io.sluice.sql.lex.Fingerprint;
import io.sluice.sql.text.Edit;
import io.sluice.sql.text.Piece;
import io.sluice.sql.text.Span;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads one SET: which of its assignments are ours, which a backend must judge, which only a backend can compute. */
final class SetReader {
    private final Fingerprint text;
    private final Parameters parameters;
    private final UnaryOperator<String> sessionValues;
    private final boolean inTransaction;
    private final boolean autocommit;
    private final List<VariableChange.Step> steps = new ArrayList<>();
    private final List<String> checks = new ArrayList<>();
    private final List<String> questions = new ArrayList<>();
    private boolean commits;

    /** @param sessionValues what {@code LAST_INSERT_ID()} and its kin are in this session */
    SetReader(
            Fingerprint text,
            Parameters parameters,
            UnaryOperator<String> sessionValues,
            boolean inTransaction,
            boolean autocommit) {
        this.text = text;
        this.parameters = parameters;
        this.sessionValues = sessionValues;
        this.inTransaction = inTransaction;
        this.autocommit = autocommit;
    }

    /** @param set read from this very text (not from another of its shape: positions would differ) */
    VariableChange read(SetVariables set) {
        for (VariableAssignment assignment : set.assignments()) {
            read(assignment);
        }
        return new VariableChange(
                steps,
                checks.isEmpty() ? null : "SET " + String.join(", ", checks),
                questions.isEmpty() ? null : "SELECT " + String.join(", ", questions),
                commits);
    }

    private void read(VariableAssignment assignment) {
        switch (assignment.kind()) {
            case GLOBAL, TRANSACTION_GLOBAL ->
                throw RoutingError.CROSS_SHARD.with("SET GLOBAL", "set it on the servers themselves");
            case NAMES -> names(assignment);
            case CHARSET -> charset(assignment);
            case TRANSACTION_NEXT -> next(Characteristics.of(assignment.name()));
            case TRANSACTION_SESSION -> transactionOfSession(Characteristics.of(assignment.name()));
            case USER -> user(assignment);
            case SESSION -> session(assignment, assignment.name().toLowerCase(Locale.ROOT));
        }
    }

    private void names(VariableAssignment assignment) {
        String charset = assignment.name();
        if (charset.equalsIgnoreCase("default")) {
            askCharsets("NAMES DEFAULT");
            return;
        }
        String collation = word(assignment);
        String accepted = Charsets.accepted(charset);
        if (collation != null) {
            checks.add("NAMES " + accepted + " COLLATE " + SqlText.quote(collation));
        }
        steps.add(new VariableChange.Step.Names(accepted, collation));
    }

    /** SET CHARACTER SET: client and results as told, the connection's as the schema's, which a server knows. */
    private void charset(VariableAssignment assignment) {
        boolean toDefault = assignment.name().equalsIgnoreCase("default");
        askCharsets("CHARACTER SET " + (toDefault ? "DEFAULT" : Charsets.accepted(assignment.name())));
    }

    /** A server knows what comes of it. */
    private void askCharsets(String check) {
        checks.add(check);
        for (String variable : List.of(Charsets.CLIENT, Charsets.RESULTS, Charsets.COLLATION)) {
            questions.add("@@SESSION." + variable);
            steps.add(new VariableChange.Step.Asked(variable));
        }
    }

    private void next(Characteristics characteristics) {
        if (inTransaction) {
            throw RoutingError.TRANSACTION_UNDER_WAY.with();
        }
        steps.add(new VariableChange.Step.NextTransaction(characteristics.isolation(), characteristics.readOnly()));
    }

    private void transactionOfSession(Characteristics characteristics) {
        String isolation = characteristics.isolation();
        if (isolation != null) {
            steps.add(new VariableChange.Step.Variable(
                    isolationVariable(text.dialect()), SqlText.quote(isolation.replace(' ', '-'))));
        }
        if (characteristics.readOnly() != null) {
            steps.add(new VariableChange.Step.Variable(
                    readOnlyVariable(text.dialect()), characteristics.readOnly() ? "1" : "0"));
        }
    }

    private void user(VariableAssignment assignment) {
        String name = "@" + assignment.name().toLowerCase(Locale.ROOT);
        // A bare word is a column here, and an error; a server shall say so.
        boolean bareWord = assignment.value() instanceof Operand.Constant word && word.value() instanceof SqlValue.Text;
        SqlValue value = bareWord ? null : constant(assignment.value());
        String sql = value == null ? null : SqlText.of(value);
        if (sql == null) {
            checks.add("@" + backticks(assignment.name()) + "=" + withValues(assignment.valueSpan()));
            questions.add(UserVariable.columns(assignment.name()));
            steps.add(new VariableChange.Step.AskedUser(name));
        } else {
            steps.add(new VariableChange.Step.Variable(name, value instanceof SqlValue.Null ? null : sql));
            if (!checks.isEmpty() || later(assignment)) {
                checks.add("@" + backticks(assignment.name()) + "=" + sql);
            }
        }
    }

    /** A later assignment of the same SET may read what this one sets. */
    private boolean later(VariableAssignment assignment) {
        return text.text().indexOf('@', assignment.span().end()) >= 0;
    }

    private void session(VariableAssignment assignment, String name) {
        boolean toDefault = raw(assignment.valueSpan()).strip().equalsIgnoreCase("default");
        SqlValue value = toDefault ? null : constant(assignment.value());
        switch (name) {
            case "autocommit" -> autocommit(toDefault || flag(name, assignment, value));
            case "sql_mode" -> mode(assignment, toDefault, value);
            case Charsets.CLIENT, Charsets.CONNECTION, Charsets.RESULTS, Charsets.COLLATION ->
                charsetVariable(name, assignment, toDefault, value);
            case "transaction_isolation", "tx_isolation" ->
                isolation(assignment, isolationVariable(text.dialect()), toDefault, value);
            case "transaction_read_only", "tx_read_only" ->
                readOnly(assignment, readOnlyVariable(text.dialect()), toDefault, value);
            case "last_insert_id", "identity" -> insertId(assignment, value);
            case "session_track_gtids",
                    "session_track_schema",
                    "session_track_state_change",
                    "session_track_system_variables",
                    "session_track_transaction_info" -> {
                // What backends track is our own business; the client's wish is heard and has no effect.
            }
            case "sluice_causality" -> {
                Scope scope = toDefault ? null : scope(assignment);
                steps.add(new VariableChange.Step.Causal(causality -> causality.scope(scope), null));
            }
            case "sluice_token" ->
                steps.add(new VariableChange.Step.Causal(causality -> {}, token(toDefault ? "" : said(assignment))));
            case "sluice_reads" -> steps.add(new VariableChange.Step.ReadsFrom(toDefault ? null : reads(assignment)));
            case "sql_auto_is_null" -> {
                if (toDefault || flag(name, assignment, value)) {
                    throw RoutingError.CROSS_SHARD.with("SET " + name, "ask for LAST_INSERT_ID() instead");
                }
            }
            case "insert_id", "rand_seed1", "rand_seed2", "gtid_next", "gtid_seq_no", "pseudo_thread_id" ->
                throw RoutingError.CROSS_SHARD.with("SET " + name, "it is of one server's connection");
            default -> plain(assignment, name, toDefault, value);
        }
    }

    private void plain(VariableAssignment assignment, String name, boolean toDefault, @Nullable SqlValue value) {
        String sql = toDefault ? "DEFAULT" : value == null ? null : SqlText.of(value);
        if (sql == null) {
            ask(name, "@@SESSION." + name, assignment);
            return;
        }
        checks.add("SESSION " + name + "=" + sql);
        steps.add(new VariableChange.Step.Variable(name, toDefault ? null : sql));
    }

    private void mode(VariableAssignment assignment, boolean toDefault, @Nullable SqlValue value) {
        if (toDefault) {
            steps.add(new VariableChange.Step.Mode(null));
        } else if (value instanceof SqlValue.Text modes) {
            if (Dialect.foreign(modes.value())) {
                throw RoutingError.WRONG_VALUE_FOR_VARIABLE.with("sql_mode", modes.value());
            }
            if (!SqlModes.plain(modes.value())) {
                ask("sql_mode", "@@SESSION.sql_mode", assignment);
                return;
            }
            checks.add("SESSION sql_mode=" + SqlText.quote(modes.value()));
            steps.add(new VariableChange.Step.Mode(modes.value()));
        } else {
            ask("sql_mode", "@@SESSION.sql_mode", assignment);
        }
    }

    private void charsetVariable(
            String name, VariableAssignment assignment, boolean toDefault, @Nullable SqlValue value) {
        if (toDefault) {
            checks.add("SESSION " + name + "=DEFAULT");
            questions.add("@@SESSION." + name);
            steps.add(new VariableChange.Step.Asked(name));
        } else if (value instanceof SqlValue.Null && name.equals(Charsets.RESULTS)) {
            steps.add(new VariableChange.Step.Charset(name, null));
        } else if (value instanceof SqlValue.Text word) {
            if (name.equals(Charsets.COLLATION)) {
                Charsets.ofCollation(word.value());
                checks.add(name + "=" + SqlText.quote(word.value()));
                steps.add(new VariableChange.Step.Charset(name, word.value().toLowerCase(Locale.ROOT)));
            } else {
                steps.add(new VariableChange.Step.Charset(name, Charsets.accepted(word.value())));
            }
        } else {
            ask(name, "@@SESSION." + name, assignment);
        }
    }

    private void isolation(
            VariableAssignment assignment, String variable, boolean toDefault, @Nullable SqlValue value) {
        String level = value instanceof SqlValue.Text word ? Characteristics.level(word.value()) : null;
        if (nextOnly(assignment) && level != null) {
            next(new Characteristics(level, null));
        } else {
            plain(assignment, variable, toDefault, value);
        }
    }

    private void readOnly(VariableAssignment assignment, String variable, boolean toDefault, @Nullable SqlValue value) {
        if (nextOnly(assignment) && !toDefault) {
            next(new Characteristics(null, flag(variable, assignment, value)));
        } else {
            plain(assignment, variable, toDefault, value);
        }
    }

    /** {@code SET @@transaction_isolation = …} without SESSION is of the next transaction only (manual, SET TRANSACTION). */
    private boolean nextOnly(VariableAssignment assignment) {
        String span = raw(assignment.span()).strip().toLowerCase(Locale.ROOT);
        return span.startsWith("@@t");
    }

    private void autocommit(boolean on) {
        commits |= on && !autocommit && inTransaction;
        steps.add(new VariableChange.Step.Autocommit(on));
    }

    /** A word or a string. */
    private String said(VariableAssignment assignment) {
        return constant(assignment.value()) instanceof SqlValue.Text text
                ? text.value()
                : raw(assignment.valueSpan()).strip();
    }

    private Scope scope(VariableAssignment assignment) {
        Scope scope = Scope.of(said(assignment));
        if (scope == null) {
            throw RoutingError.WRONG_VALUE_FOR_VARIABLE.with("sluice_causality", said(assignment));
        }
        return scope;
    }

    private static Token token(String text) {
        try {
            return Token.of(text);
        } catch (IllegalArgumentException wrong) {
            String shown = text.length() > 64 ? text.substring(0, 64) + "…" : text;
            throw RoutingError.WRONG_VALUE_FOR_VARIABLE.with("sluice_token", shown);
        }
    }

    private Reads.Mode reads(VariableAssignment assignment) {
        String word = said(assignment);
        Reads.Mode mode = Reads.Mode.of(word);
        if (mode == null) {
            throw RoutingError.WRONG_VALUE_FOR_VARIABLE.with("sluice_reads", word);
        }
        return mode;
    }

    private void insertId(VariableAssignment assignment, @Nullable SqlValue value) {
        if (!(value instanceof SqlValue.Whole whole)) {
            throw RoutingError.WRONG_VALUE_FOR_VARIABLE.with(
                    assignment.name(), raw(assignment.valueSpan()).strip());
        }
        steps.add(new VariableChange.Step.InsertId(whole.value().longValue()));
    }

    private boolean flag(String name, VariableAssignment assignment, @Nullable SqlValue value) {
        if (value instanceof SqlValue.Whole whole
                && whole.value().bitLength() <= 1
                && whole.value().signum() >= 0) {
            return whole.value().equals(BigInteger.ONE);
        }
        if (value instanceof SqlValue.Text word) {
            switch (word.value().toUpperCase(Locale.ROOT)) {
                case "ON", "TRUE" -> {
                    return true;
                }
                case "OFF", "FALSE" -> {
                    return false;
                }
                default -> {}
            }
        }
        throw RoutingError.WRONG_VALUE_FOR_VARIABLE.with(
                name, raw(assignment.valueSpan()).strip());
    }

    private void ask(String name, String question, VariableAssignment assignment) {
        checks.add("SESSION " + name + "=" + withValues(assignment.valueSpan()));
        questions.add(question);
        steps.add(new VariableChange.Step.Asked(name));
    }

    /** The constant an operand stands for, null where it is none or has to be computed. */
    private @Nullable SqlValue constant(Operand operand) {
        if (operand instanceof Operand.Constant constant) {
            return constant.value();
        }
        if (operand instanceof Operand.Slot slot) {
            int ordinal = text.parameterOrdinal(slot.index());
            SqlValue value = ordinal < 0 ? text.value(slot.index()) : parameters.value(ordinal);
            return value instanceof SqlValue.Unreadable ? null : value;
        }
        if (operand instanceof Operand.Negate negate) {
            SqlValue inner = constant(negate.operand());
            if (inner instanceof SqlValue.Whole whole) {
                return new SqlValue.Whole(whole.value().negate());
            }
            return inner instanceof SqlValue.Decimal decimal
                    ? new SqlValue.Decimal(decimal.value().negate())
                    : null;
        }
        return null;
    }

    /** The collation of NAMES, null where none is given. */
    private @Nullable String word(VariableAssignment assignment) {
        if (constant(assignment.value()) instanceof SqlValue.Text word
                && !word.value().isEmpty()) {
            return word.value().toLowerCase(Locale.ROOT);
        }
        String raw = raw(assignment.valueSpan()).strip();
        String bare = raw.replace("'", "").replace("\"", "").replace("`", "");
        return bare.isEmpty() || bare.equalsIgnoreCase("default") ? null : bare.toLowerCase(Locale.ROOT);
    }

    private String raw(Span span) {
        return text.text().substring(span.start(), span.end());
    }

    /** The span's text with the values of its {@code ?} written in, and of what the session answers itself. */
    private String withValues(Span span) {
        List<Edit> edits = new ArrayList<>();
        for (int slot = 0; slot < text.slotCount(); slot++) {
            Span here = new Span(text.slotStart(slot), text.slotEnd(slot));
            if (text.isParameter(slot) && span.contains(here)) {
                String literal = SqlText.of(parameters.value(text.parameterOrdinal(slot)));
                edits.add(new Edit(here, new Piece.Text(literal == null ? "NULL" : literal)));
            }
        }
        for (SessionCall call : sessionCalls(span)) {
            edits.add(new Edit(call.span(), new Piece.Text(sessionValues.apply(call.name()))));
        }
        edits.sort(Comparator.comparingInt(edit -> edit.span().start()));
        StringBuilder out = new StringBuilder();
        int from = span.start();
        for (Edit edit : edits) {
            out.append(text.text(), from, edit.span().start()).append(((Piece.Text) edit.piece()).text());
            from = edit.span().end();
        }
        return out.append(text.text(), from, span.end()).toString();
    }

    /** Read as the server reads them: as what stands behind DO. */
    private List<SessionCall> sessionCalls(Span span) {
        String alone = " ".repeat(span.start() - 3) + "DO " + raw(span);
        return SqlParser.parse(Fingerprint.of(alone, text.dialect())).scope().sessionCalls();
    }

    private static String backticks(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    /** MariaDB has the name transaction_isolation since 11.1. */
    static String isolationVariable(Dialect dialect) {
        return dialect.mariaDb() && dialect.version() < 110100 ? "tx_isolation" : "transaction_isolation";
    }

    static String readOnlyVariable(Dialect dialect) {
        return dialect.mariaDb() && dialect.version() < 110100 ? "tx_read_only" : "transaction_read_only";
    }
}
