package io.sluice.routing.plan;

import io.sluice.routing.RoutingError;
import io.sluice.routing.RoutingException;
import io.sluice.routing.cluster.Cluster;
import io.sluice.sql.lex.Fingerprint;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a comment asks for one statement: {@code /* sluice: shard=s1, primary, scatter=forbid, timeout=500ms *}{@code /}.
 * Immutable.
 *
 * @param shard the one shard it may go to, null for those the rules say
 * @param role the servers it may go to, null for those the session says
 * @param scatter whether it may go to every shard because no key says which, null where it does not say
 * @param timeout how long it may run, more than 0; null where it does not say
 * @param slot the one slot that it is about, whatever its keys say; null but for steps of scripts
 */
public record Hints(
        @Nullable String shard,
        @Nullable Role role,
        @Nullable Scattering scatter,
        @Nullable Duration timeout,
        @Nullable Integer slot) {
    /** Asks nothing. */
    public static final Hints NONE = new Hints(null, null, null, null, null);

    /**
     * Said by scripts alone: a locking read whose rows are about to be changed. Where it is gathered, its tables are locked as UPDATE
     * and DELETE lock them.
     */
    public static final String CHOOSING = "choosing";

    /** Said by scripts alone: a read whose rows are about to be inserted, from the primary. Its tables are locked as INSERT … SELECT does. */
    public static final String COPYING = "copying";

    /**
     * Said by scripts alone: the slot of a row that is on its way to another one. The word is another one in each process, so that no
     * client can say it.
     */
    private static final String SLOT = "slot_" + Long.toHexString(new SecureRandom().nextLong()) + "=";

    private static final Pattern SHARD = Pattern.compile("\\bshard\\s*=", Pattern.CASE_INSENSITIVE);

    private static final Pattern DURATION = Pattern.compile("([1-9][0-9]{0,8})(ms|s|m|h)");

    /** {@code primary} or {@code replica}. */
    public enum Role {
        PRIMARY,
        REPLICA
    }

    /** {@code scatter=allow} or {@code scatter=forbid}. */
    public enum Scattering {
        ALLOW,
        FORBID
    }

    /**
     * Reads the comments of one statement; what they do not say about scattering, the cluster says.
     *
     * @param comments what stands behind {@code sluice:} in each
     * @throws RoutingException for a word that is not known, a shard that does not exist, and for two that contradict each other
     */
    static Hints read(List<String> comments, Cluster cluster) {
        Hints hints = NONE;
        for (String comment : comments) {
            String words = comment.replaceAll("\\s*=\\s*", "=").strip();
            if (words.isEmpty()) {
                throw wrong("", "there is nothing in it; known are " + KNOWN);
            }
            for (String word : words.split("[\\s,]+")) {
                hints = hints.with(word, cluster);
            }
        }
        boolean forbidden = hints.scatter == null && !cluster.scatters();
        return forbidden ? new Hints(hints.shard, hints.role, Scattering.FORBID, hints.timeout, hints.slot) : hints;
    }

    private static final String KNOWN = "shard=NAME, primary, replica, scatter=allow, scatter=forbid, timeout=500ms";

    private Hints with(String word, Cluster cluster) {
        int equals = word.indexOf('=');
        String name = (equals < 0 ? word : word.substring(0, equals)).toLowerCase(Locale.ROOT);
        String value = equals < 0 ? "" : word.substring(equals + 1);
        if (SLOT.equals(name + "=")) {
            return new Hints(shard, role, scatter, timeout, Integer.valueOf(value));
        }
        return switch (equals < 0 ? name : name + "=") {
            case CHOOSING -> this;
            case COPYING -> new Hints(shard, Role.PRIMARY, scatter, timeout, slot);
            case "shard=" -> new Hints(once(word, shard, known(word, value, cluster)), role, scatter, timeout, slot);
            case "primary" -> new Hints(shard, once(word, role, Role.PRIMARY), scatter, timeout, slot);
            case "replica" -> new Hints(shard, once(word, role, Role.REPLICA), scatter, timeout, slot);
            case "scatter=" -> new Hints(shard, role, once(word, scatter, scattering(word, value)), timeout, slot);
            case "timeout=" -> new Hints(shard, role, scatter, once(word, timeout, duration(word, value)), slot);
            default -> throw wrong(word, "it is not known; known are " + KNOWN);
        };
    }

    private static <T> T once(String word, @Nullable T before, T now) {
        if (before != null && !before.equals(now)) {
            throw wrong(word, "the statement has another hint that contradicts it");
        }
        return now;
    }

    private static String known(String word, String shard, Cluster cluster) {
        if (!cluster.shards().containsKey(shard)) {
            throw wrong(
                    word,
                    "there is no such shard; there are "
                            + String.join(", ", cluster.shards().keySet()));
        }
        return shard;
    }

    private static Scattering scattering(String word, String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "allow" -> Scattering.ALLOW;
            case "forbid" -> Scattering.FORBID;
            default -> throw wrong(word, "it is scatter=allow or scatter=forbid");
        };
    }

    private static Duration duration(String word, String value) {
        Matcher matcher = DURATION.matcher(value.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw wrong(word, "a time is written 500ms, 5s, 2m or 1h");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }

    private static RoutingException wrong(String word, String why) {
        return RoutingError.HINT.with(word, why);
    }

    /** The plan that does what is asked; itself where nothing is asked, or where there is nothing that hints could change. */
    Plan on(Plan plan) {
        if (equals(NONE) || plan instanceof Plan.Refused) {
            return plan;
        }
        if (plan instanceof Plan.OnShards onShards) {
            if (timeout != null && onShards.ddl()) {
                throw RoutingError.HINT_REFUSED.with("timeout", "DDL that is stopped half-way is not undone");
            }
            return new Hinted(onShards, this);
        }
        boolean explains =
                plan instanceof Plan.Local local && local.statement() instanceof io.sluice.sql.Statement.ExplainRoute;
        if (shard != null && !explains) {
            throw RoutingError.HINT_REFUSED.with("shard=" + shard, "this statement goes to no shard");
        }
        return plan;
    }

    /** What a client's plan on shards is without its hints. */
    public static Plan.OnShards bare(Plan.OnShards plan) {
        return plan instanceof Hinted hinted ? hinted.inner() : plan;
    }

    /** What scripts say of a statement that is about one slot. */
    public static String ofSlot(int slot) {
        return SLOT + slot;
    }

    /** True for a statement that is about one slot. */
    static boolean slotted(Fingerprint statement) {
        return statement.hints().stream().anyMatch(hint -> hint.contains(SLOT));
    }

    /** True for a statement that says which shard it is for. */
    public static boolean sharded(Fingerprint statement) {
        return statement.hints().stream().anyMatch(hint -> SHARD.matcher(hint).find());
    }

    /** The hints of a plan. */
    public static Hints of(Plan plan) {
        return plan instanceof Hinted hinted ? hinted.hints() : NONE;
    }
}
