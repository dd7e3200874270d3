package io.sluice.routing.plan;

import io.sluice.routing.gather.LoadColumn;
import io.sluice.sql.text.Piece;
import io.sluice.sql.text.SqlTemplate;
import java.util.List;

/**
 * What a plan holds beside what its text's length tells: names of physical tables, definitions of views, and the statements that bring
 * rows together, which name every column of a table. In bytes, roughly and rather too much.
 */
final class PlanWeight {
    /** A short string, with the reference to it. */
    private static final int STRING = 64;

    /** A column with its character set. */
    private static final int COLUMN = 120;

    private PlanWeight() {}

    static long of(Plan plan) {
        if (plan instanceof Enclosing enclosing) {
            // A view's definition is in every text of the inner plan.
            long more = plan instanceof Viewed viewed ? 4 * of(viewed.text()) : 0;
            return more + of(enclosing.inner());
        }
        if (plan instanceof Routed routed) {
            Gathered gathered = routed.gathered();
            Scripted scripted = routed.scripted();
            Boundary boundary = routed.scatter() instanceof Scatter.Spread spread ? spread.boundary() : null;
            return tables(routed.tables())
                    + (boundary == null ? 0 : of(boundary.page()) + of(boundary.rows()))
                    + (gathered == null ? 0 : of(gathered))
                    + (scripted == null ? 0 : of(scripted));
        }
        if (plan instanceof SplitInsert insert) {
            return tables(insert.tables());
        }
        if (plan instanceof Load load) {
            return tables(load.tables()) + of(load.text());
        }
        return plan instanceof Everywhere everywhere ? tables(everywhere.tables()) : 0;
    }

    private static long of(Gathered gathered) {
        long bytes = of(gathered.answer()) + tables(gathered.tables());
        for (Gathered.Gather gather : gathered.gathers()) {
            bytes += of(gather.rows()) + (gather.shape() == null ? 0 : of(gather.shape()));
            for (String create : gather.loading().create()) {
                bytes += STRING + 2L * create.length();
            }
            bytes += columns(gather.loading().columns());
        }
        for (String copy : gathered.copies()) {
            bytes += STRING + 2L * copy.length();
        }
        return bytes;
    }

    private static long of(Scripted scripted) {
        long bytes = of(scripted.ask());
        if (scripted instanceof Scripted.Copying copying) {
            return bytes + of(copying.tail()) + 2L * copying.head().length();
        }
        if (scripted instanceof Scripted.Moving moving) {
            Scripted.MoveTexts texts = moving.texts();
            long characters = texts.read().length()
                    + texts.delete().length()
                    + texts.insert().length()
                    + moving.question().length();
            return bytes + 2 * characters + of(texts.update()) + columns(texts.columns()) + STRING;
        }
        for (Scripted.Target target : ((Scripted.Choosing) scripted).targets()) {
            bytes += columns(target.names().keys())
                    + STRING * (long) target.head().size();
            for (Scripted.Part part : target.head()) {
                bytes += part instanceof Scripted.Part.Words words ? of(words.words()) : 0;
            }
        }
        return bytes;
    }

    private static long tables(List<Placed> tables) {
        return tables.stream().mapToLong(PlanWeight::names).sum();
    }

    private static long names(Placed table) {
        long texts = table.derived()
                ? table.names().stream().mapToLong(String::length).sum()
                : 0;
        return STRING * (long) table.names().size() + 2 * texts;
    }

    private static long columns(List<LoadColumn> columns) {
        return COLUMN * (long) columns.size();
    }

    private static long of(SqlTemplate template) {
        long bytes = STRING;
        for (Piece piece : template.pieces()) {
            bytes += STRING
                    + (piece instanceof Piece.Text text ? 2L * text.text().length() : 0);
        }
        return bytes;
    }
}
