package io.sluice.routing.plan;

/** What a statement leaves behind on the server connection that ran it, for later statements of its session. Immutable. */
public sealed interface Left {
    /** As messages name it: {@code an assignment to a user variable}. */
    String words();

    /** True for locks that have a name of their own. */
    default boolean isLock() {
        return this instanceof Lock || this instanceof NoLocks;
    }

    /**
     * {@code SELECT COUNT(*) INTO @n}, {@code @n := 1}, {@code CALL p(@n)}.
     *
     * @param name in lower case, without its sigil
     */
    record Variable(String name) implements Left {
        @Override
        public String words() {
            return "an assignment to a user variable";
        }
    }

    /** {@code SET @n = (SELECT …)}, which is done by SELECT … INTO: that would count its row. */
    record NoCount() implements Left {
        @Override
        public String words() {
            return "SET";
        }
    }

    /** {@code SELECT SQL_CALC_FOUND_ROWS …}: what FOUND_ROWS() answers. */
    record FoundRows() implements Left {
        @Override
        public String words() {
            return "SQL_CALC_FOUND_ROWS";
        }
    }

    /** {@code UPDATE counters SET n = LAST_INSERT_ID(n + 1)}: what LAST_INSERT_ID() answers. */
    record InsertId() implements Left {
        @Override
        public String words() {
            return "LAST_INSERT_ID(expr)";
        }
    }

    /**
     * {@code GET_LOCK('a', 1)}, {@code RELEASE_LOCK('a')}: whether the lock is this session's.
     *
     * @param slot of the name; -1 where it is no literal and no parameter
     * @param get GET_LOCK
     */
    record Lock(int slot, boolean get) implements Left {
        @Override
        public String words() {
            return get ? "GET_LOCK()" : "RELEASE_LOCK()";
        }
    }

    /** {@code RELEASE_ALL_LOCKS()}. */
    record NoLocks() implements Left {
        @Override
        public String words() {
            return "RELEASE_ALL_LOCKS()";
        }
    }

    /** After success the connection is the session's. */
    record Takes(Hold hold) implements Left {
        @Override
        public String words() {
            return hold.words();
        }
    }

    /** After success the connection is not held for this any more. */
    record Ends(Hold hold) implements Left {
        @Override
        public String words() {
            return hold.words();
        }
    }
}
