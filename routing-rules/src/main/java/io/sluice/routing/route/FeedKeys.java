package io.sluice.routing.route;

import io.sluice.routing.gather.KeyList;
import io.sluice.routing.gather.Keys;
import io.sluice.routing.plan.Binding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the feeds of one execution tell those behind them: {@code o.user_id IN (…)} of the users that were read before. A door gives each
 * feed's rows to its {@link #keys}, and asks {@link #statement} when all feeds before it are read. That may be refused where the feed as
 * such is not: a value of another table need not be one that a sharding key can be looked up by. Immutable; the keys are not.
 */
public final class FeedKeys {
    private final List<Feed> feeds;
    private final List<Keys> keys = new ArrayList<>();

    public FeedKeys(Route.Gathered route) {
        this.feeds = route.feeds();
        for (int i = 0; i < feeds.size(); i++) {
            Set<Integer> wanted = new HashSet<>();
            for (Feed feed : feeds) {
                for (Binding binding : feed.bindings()) {
                    if (binding.from() == i) {
                        wanted.add(binding.at());
                    }
                }
            }
            keys.add(new Keys(feeds.get(i).loading(), wanted));
        }
    }

    /** Where the rows of a feed are to be noted, each. Thread-safe. */
    public Keys keys(int feed) {
        return keys.get(feed);
    }

    /** What is asked for a feed, as a statement of the client's; null where none of its rows can matter. */
    public @Nullable ShardStatement statement(int feed) {
        List<String> conditions = new ArrayList<>();
        for (Binding binding : feeds.get(feed).bindings()) {
            Collection<String> literals = keys.get(binding.from()).of(binding.at());
            if (literals != null && literals.isEmpty()) {
                return null;
            }
            if (literals != null) {
                conditions.add(KeyList.in(binding.column(), literals));
            }
        }
        return feeds.get(feed).where(conditions);
    }

    /**
     * Whether what was decided about {@link #statement} can be taken in the place of what was decided about {@link Feed#unbound}: it asks
     * no shard that the other does not ask. Reads of one moment have begun there.
     */
    public static boolean within(@Nullable Route bound, @Nullable Route unbound) {
        return bound != null && unbound != null && shards(unbound).containsAll(shards(bound));
    }

    private static Set<String> shards(Route route) {
        Set<String> shards = new HashSet<>();
        if (route instanceof Route.One one) {
            shards.add(one.part().shard());
        } else if (route instanceof Route.Many many) {
            many.parts().forEach(part -> shards.add(part.shard()));
        }
        return shards;
    }
}
