package io.sluice.routing.plan;

import org.jspecify.annotations.Nullable;

/**
 * State that lives in one server connection and nowhere else. While a session holds some on a shard, one connection there is its
 * own, and all its statements for the shard go through it. Immutable.
 */
public sealed interface Hold {
    /** As messages name it. */
    String words();

    /**
     * {@code SELECT GET_LOCK('a', 10)}.
     *
     * @param name as SQL text; null where it is computed by the server: then only RELEASE_ALL_LOCKS() is known to end it
     */
    record UserLock(@Nullable String name) implements Hold {
        @Override
        public String words() {
            return "GET_LOCK()";
        }
    }

    /** {@code LOCK TABLES audit_log WRITE}, until UNLOCK TABLES. */
    record TableLocks() implements Hold {
        @Override
        public String words() {
            return "LOCK TABLES";
        }
    }

    /**
     * {@code CREATE TEMPORARY TABLE sums (n INT)}.
     *
     * @param name in lower case where the servers fold names
     */
    record TemporaryTable(String name) implements Hold {
        @Override
        public String words() {
            return "temporary table " + name;
        }
    }

    /**
     * {@code HANDLER audit_log OPEN AS a}.
     *
     * @param name the alias, else the table's; in lower case where the servers fold names
     */
    record Handler(String name) implements Hold {
        @Override
        public String words() {
            return "HANDLER " + name;
        }
    }

    /** {@code XA START 'a'}, until its COMMIT or ROLLBACK. */
    record Xa() implements Hold {
        @Override
        public String words() {
            return "XA";
        }
    }
}
