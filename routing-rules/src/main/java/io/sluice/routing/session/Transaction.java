package io.sluice.routing.session;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether a session is inside a transaction, and what the transaction has met so far. Immutable. */
public sealed interface Transaction {
    /** No transaction: every statement commits by itself (or, with {@code autocommit = 0}, the next one opens one). */
    record None() implements Transaction {}

    /**
     * {@code BEGIN … }: open since then, on each shard from the first statement that needs the shard.
     *
     * @param readOnly START TRANSACTION READ ONLY
     * @param consistentSnapshot WITH CONSISTENT SNAPSHOT; shards take theirs one after another, not at one instant
     * @param isolation isolation level of this transaction alone ({@code READ COMMITTED}), null for the session's
     * @param touched shards on which it is open, in the order of their first statement
     * @param wrote those of them that were given a write
     * @param onReplica those of them where a replica is read, to the end
     */
    record Open(
            boolean readOnly,
            boolean consistentSnapshot,
            @Nullable String isolation,
            Set<String> touched,
            Set<String> wrote,
            Set<String> onReplica)
            implements Transaction {
        public Open {
            touched = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(touched));
            wrote = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(wrote));
            onReplica = Set.copyOf(onReplica);
        }

        static Open fresh(boolean readOnly, boolean consistentSnapshot, @Nullable String isolation) {
            return new Open(readOnly, consistentSnapshot, isolation, Set.of(), Set.of(), Set.of());
        }

        Open with(String shard, boolean write) {
            if (touched.contains(shard) && (!write || wrote.contains(shard))) {
                return this;
            }
            Set<String> nowTouched = new LinkedHashSet<>(touched);
            nowTouched.add(shard);
            Set<String> nowWrote = new LinkedHashSet<>(wrote);
            if (write) {
                nowWrote.add(shard);
            }
            return new Open(readOnly, consistentSnapshot, isolation, nowTouched, nowWrote, onReplica);
        }

        Open onReplica(String shard) {
            Set<String> now = new LinkedHashSet<>(onReplica);
            now.add(shard);
            return new Open(readOnly, consistentSnapshot, isolation, touched, wrote, now);
        }

        /** How it begins on a backend: {@code SET TRANSACTION ISOLATION LEVEL …} where needed, then the START itself. */
        java.util.List<String> opening() {
            StringBuilder start = new StringBuilder("START TRANSACTION");
            String separator = " ";
            if (consistentSnapshot) {
                start.append(separator).append("WITH CONSISTENT SNAPSHOT");
                separator = ", ";
            }
            if (readOnly) {
                start.append(separator).append("READ ONLY");
            }
            String begin = start.length() == "START TRANSACTION".length() ? "BEGIN" : start.toString();
            return isolation == null
                    ? java.util.List.of(begin)
                    : java.util.List.of("SET TRANSACTION ISOLATION LEVEL " + isolation, begin);
        }
    }
}
