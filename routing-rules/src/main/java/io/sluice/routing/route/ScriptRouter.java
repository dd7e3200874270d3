package io.sluice.routing.route;

import io.sluice.routing.keys.Surroundings;
import io.sluice.routing.plan.Hints;
import io.sluice.routing.plan.Scripted;
import io.sluice.sql.text.SqlTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Makes the script of one execution. */
final class ScriptRouter {
    private final Hints hints;
    private final Surroundings session;
    private final Function<SqlTemplate, ShardStatement> rendering;

    /**
     * @param rendering fills a template with this execution's literals
     */
    ScriptRouter(Hints hints, Surroundings session, Function<SqlTemplate, ShardStatement> rendering) {
        this.hints = hints;
        this.session = session;
        this.rendering = rendering;
    }

    Script script(Scripted plan) {
        if (plan instanceof Scripted.Choosing choosing) {
            List<ChosenRows.Target> targets =
                    choosing.targets().stream().map(this::target).toList();
            return new ChosenRows(words(Hints.CHOOSING, choosing.ask()), targets, choosing.nothing());
        }
        if (plan instanceof Scripted.Moving moving) {
            return new MovedRows(
                    words(Hints.CHOOSING, moving.ask()),
                    moving,
                    rendering.apply(moving.texts().update()),
                    this::comment,
                    session);
        }
        Scripted.Copying copying = (Scripted.Copying) plan;
        CopiedRows.Words words =
                new CopiedRows.Words(comment("") + copying.head(), rendering.apply(copying.tail()), copying.types());
        return new CopiedRows(words(Hints.COPYING, copying.ask()), words, copying.duplicates());
    }

    private ChosenRows.Target target(Scripted.Target target) {
        List<ChosenRows.Part> head = new ArrayList<>();
        int value = 0;
        for (Scripted.Part part : target.head()) {
            if (part instanceof Scripted.Part.Words words) {
                head.add(new ChosenRows.Part(
                        head.isEmpty() ? words("", words.words()) : rendering.apply(words.words()), -1, ""));
            } else {
                int column = ((Scripted.Part.Value) part).column();
                head.add(new ChosenRows.Part(null, column, target.types().get(value++)));
            }
        }
        return new ChosenRows.Target(head, target.names(), target.oneByOne());
    }

    private ShardStatement words(String hint, SqlTemplate template) {
        return new Texts().add(comment(hint)).add(rendering.apply(template)).statement();
    }

    /** What the client's hints ask for is asked for each step. */
    private String comment(String hint) {
        List<String> words = new ArrayList<>();
        if (!hint.isEmpty()) {
            words.add(hint);
        }
        if (hints.scatter() != null) {
            words.add("scatter=" + hints.scatter().toString().toLowerCase(Locale.ROOT));
        }
        if (hints.timeout() != null) {
            words.add("timeout=" + hints.timeout().toMillis() + "ms");
        }
        return words.isEmpty() ? "" : "/* sluice: " + String.join(", ", words) + " */ ";
    }
}
