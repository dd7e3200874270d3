package io.sluice.routing.session;

import io.sluice.routing.causality.Causality;
import io.sluice.routing.causality.Token;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one SET does to a session, read but not yet remembered. Immutable.
 *
 * <p>The door: if {@link #check} is not null, sends it to a backend connection that has this session's image; an error is
 * the client's answer and nothing is remembered. If {@link #question} is not null, sends it to the same connection next, and
 * gives the values of its one row to {@link Session#remember}. The connection's own variables are then not those of any image:
 * it is to be reset before it serves anybody else.
 *
 * @param steps what to remember, in order
 * @param check a SET for a backend to judge, null where nothing needs it
 * @param question a SELECT of the values that only a backend can know, null where there are none
 * @param commits true where an open transaction is committed first (autocommit goes from 0 to 1)
 */
public record VariableChange(List<Step> steps, @Nullable String check, @Nullable String question, boolean commits) {
    public VariableChange {
        steps = List.copyOf(steps);
    }

    /** How many values the row of {@link #question} has. */
    public int answers() {
        int answers = 0;
        for (Step step : steps) {
            answers += step instanceof Step.Asked ? 1 : step instanceof Step.AskedUser ? UserVariable.COLUMNS : 0;
        }
        return answers;
    }

    /** One thing to remember. */
    sealed interface Step {
        /** A variable gets this SQL text, null for its default. */
        record Variable(String name, @Nullable String sql) implements Step {}

        /** A variable gets the next answer of {@link VariableChange#question}. */
        record Asked(String name) implements Step {}

        /** A user variable gets the next answers of {@link VariableChange#question}, which tell its type too. */
        record AskedUser(String name) implements Step {}

        /** One of the four variables of Charsets. */
        record Charset(String variable, @Nullable String value) implements Step {}

        record Names(String charset, @Nullable String collation) implements Step {}

        /** {@code modes} null is the default. */
        record Mode(@Nullable String modes) implements Step {}

        record Autocommit(boolean on) implements Step {}

        /** Of the next transaction only; null leaves a characteristic as it is. */
        record NextTransaction(@Nullable String isolation, @Nullable Boolean readOnly) implements Step {}

        /** {@code SET sluice_causality}, null being what the cluster file says, or {@code SET sluice_token}. */
        record Causal(Consumer<Causality> change, @Nullable Token token) implements Step {
            void tell(Causality causality, Collection<String> shards) {
                change.accept(causality);
                if (token != null) {
                    causality.accept(token, shards);
                }
            }
        }

        /** {@code SET sluice_reads}: null is what the cluster file says. */
        record ReadsFrom(io.sluice.routing.cluster.Reads.@Nullable Mode mode) implements Step {}

        record InsertId(long id) implements Step {}
    }
}
