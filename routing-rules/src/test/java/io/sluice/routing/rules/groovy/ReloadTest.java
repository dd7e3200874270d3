package io.sluice.routing.rules.groovy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.routing.rules.Rules;
import io.sluice.routing.rules.TableRule;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A rules version takes its classes along when it goes. */
class ReloadTest {
    private static Rules version(int i) {
        return GroovyRules.load(
                "rules.groovy",
                """
                def count = %d
                table('t') { key 'a'; shards { long a -> "s${a %% 2}" }; tables { long a -> "t_${a %% count}" } }
                """
                        .formatted(2 + i % 3),
                List.of("s0", "s1"));
    }

    @Test
    void classesAreUnloaded() throws InterruptedException {
        List<WeakReference<Rules>> versions = new ArrayList<>();
        List<WeakReference<Class<?>>> classes = new ArrayList<>();
        Rules last = version(0);
        for (int i = 0; i < 120; i++) {
            last = version(i);
            TableRule.Sharded rule = (TableRule.Sharded) last.table("t");
            rule.levels().get(0).rule().locate(7L);
            classes.add(new WeakReference<>(closureClass(rule)));
            versions.add(new WeakReference<>(last));
        }
        long alive = classes.size();
        for (int i = 0; i < 20 && alive > 12; i++) {
            System.gc();
            Thread.sleep(50);
            alive = classes.stream().filter(type -> type.get() != null).count();
        }
        assertTrue(alive <= 12, alive + " of 120 closure classes are still loaded");
        assertEquals(
                1,
                ((TableRule.Sharded) last.table("t"))
                        .levels()
                        .get(0)
                        .rule()
                        .locate(7L)
                        .cardinality());
    }

    private static Class<?> closureClass(TableRule.Sharded rule) {
        return ((ClosureRule) rule.levels().get(0).rule()).code();
    }
}
