package io.sluice.routing.plan;

import io.sluice.sql.Feature;
import io.sluice.sql.QueryBlock;
import io.sluice.sql.lex.Lexer;
import io.sluice.sql.lex.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The SELECTs that a set operation is made of: {@code SELECT … UNION ALL (SELECT … UNION SELECT …)}. Immutable.
 *
 * @param blocks ids of all its blocks, itself too
 * @param leaves the SELECTs, in the order of the text
 * @param all true where it is every row of every SELECT
 * @param distinct true where it is every row of every SELECT, and each only once
 */
record SetTree(Set<Integer> blocks, List<QueryBlock> leaves, boolean all, boolean distinct) {
    private static final Set<String> OPERATORS = Set.of("UNION", "EXCEPT", "INTERSECT");

    static SetTree of(Survey survey) {
        return new Reader(survey).tree();
    }

    /** A word of the text that stands between two operands. */
    private record Word(int start, String text) {}

    /** What the rows are: {@code unions} where no row is taken away. */
    private record Sense(boolean all, boolean unions, boolean distinct) {}

    private static final class Reader {
        private final Survey survey;
        private final List<Word> words = new ArrayList<>();
        private final Set<Integer> blocks = new java.util.HashSet<>();
        private final List<QueryBlock> leaves = new ArrayList<>();

        Reader(Survey survey) {
            this.survey = survey;
            Lexer lexer = new Lexer(survey.text(), survey.fingerprint().dialect());
            for (Token token = lexer.next(); token != Token.END; token = lexer.next()) {
                if (token.word()) {
                    words.add(new Word(lexer.start(), lexer.name().toUpperCase(Locale.ROOT)));
                }
            }
        }

        SetTree tree() {
            Sense sense = sense(survey.top());
            return new SetTree(Set.copyOf(blocks), List.copyOf(leaves), sense.all(), sense.distinct());
        }

        private Sense sense(QueryBlock block) {
            blocks.add(block.id());
            if (!block.features().contains(Feature.SET_OPERATION)) {
                leaves.add(block);
                return new Sense(true, true, block.distinct());
            }
            boolean all = true;
            boolean unions = true;
            boolean distinct = false;
            QueryBlock before = null;
            for (QueryBlock operand : operands(block)) {
                Sense inner = sense(operand);
                all &= inner.all();
                unions &= inner.unions();
                if (before == null) {
                    distinct = inner.distinct();
                } else {
                    List<String> operator =
                            between(before.span().end(), operand.span().start());
                    boolean every = operator.contains("ALL");
                    all &= every && operator.contains("UNION");
                    unions &= operator.contains("UNION");
                    // It is distinct in what stands to its left, too.
                    distinct = !every;
                }
                before = operand;
            }
            return new Sense(all, unions, unions && distinct);
        }

        private List<QueryBlock> operands(QueryBlock block) {
            return survey.scope().blocks().stream()
                    .filter(each -> each.parent() == block.id() && each.kind() == QueryBlock.Kind.SET_OPERAND)
                    .toList();
        }

        /** {@code UNION ALL}; nothing where that is not certain. */
        private List<String> between(int from, int to) {
            List<String> found = words.stream()
                    .filter(word -> word.start() >= from && word.start() < to)
                    .map(Word::text)
                    .toList();
            boolean known = !found.isEmpty() && OPERATORS.contains(found.get(0)) && found.size() <= 2;
            return known ? found : List.of();
        }
    }
}
