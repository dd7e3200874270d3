package io.sluice.routing.route;

import io.sluice.routing.plan.Placed;
import io.sluice.routing.plan.SplitInsert;
import io.sluice.sql.SqlValue;
import io.sluice.sql.lex.Fingerprint;
import io.sluice.sql.text.HeadingText;
import io.sluice.sql.text.Span;
import io.sluice.sql.text.SqlTemplate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Fills one template for one shard. Confined to one rendering of one part. */
final class Rendering implements SqlTemplate.Filling {
    private static final int[] NO_PARAMETERS = {};

    private final Fingerprint statement;
    private final List<Placed> tables;
    private final UnaryOperator<String> sessionValues;
    private final int[] slots;
    private int[] parameters = NO_PARAMETERS;
    private int[] places = NO_PARAMETERS;
    private int parameterCount;
    private int @Nullable [][] picked;
    private String[] numbers = {};
    private long @Nullable [] ids;
    private @Nullable List<SplitInsert.Row> rows;
    private int row;
    private boolean named;
    private final List<SqlValue> extras = new ArrayList<>(0);
    private final List<Marks.Heading> headings = new ArrayList<>(0);

    /** @param slots for each table occurrence the index of its slot */
    Rendering(Fingerprint statement, List<Placed> tables, UnaryOperator<String> sessionValues, int[] slots) {
        this.statement = statement;
        this.tables = tables;
        this.sessionValues = sessionValues;
        this.slots = slots;
    }

    /** Its answer may name a table that no piece of the text does. */
    Rendering naming() {
        named = true;
        return this;
    }

    /** The items that each list shows; a null element shows all. */
    Rendering picking(int @Nullable [][] items) {
        picked = items;
        return this;
    }

    /** What fills the numbers, by their ids. */
    Rendering numbers(String... values) {
        numbers = values;
        return this;
    }

    /** @param made the ids of the rows, 0 where the user's own value stays */
    Rendering ids(long[] made, List<SplitInsert.Row> of) {
        ids = made;
        rows = of;
        return this;
    }

    ShardStatement part(String shard, SqlTemplate template) {
        StringBuilder out = new StringBuilder(statement.text().length() + 16);
        template.render(this, out);
        Naming naming = named ? new Naming(tables, slots) : null;
        Marks marks = headings.isEmpty() && parameterCount == 0 ? Marks.NONE : new Marks(used(places), headings);
        return new ShardStatement(shard, out.toString(), used(parameters), extras, naming, marks);
    }

    @Override
    public void slot(int index, StringBuilder out) {
        int ordinal = statement.parameterOrdinal(index);
        if (ordinal >= 0) {
            bind(ordinal, out.length());
        }
        out.append(statement.text(), statement.slotStart(index), statement.slotEnd(index));
    }

    @Override
    public void table(int occurrence, StringBuilder out) {
        named = true;
        out.append(tables.get(occurrence).name(slots[occurrence]));
    }

    @Override
    public void number(int id, StringBuilder out) {
        out.append(numbers[id]);
    }

    @Override
    public void generatedId(int list, int item, StringBuilder out) {
        int at = list < 0 ? row++ : item;
        long id = ids == null ? 0 : ids[at];
        SqlTemplate own = rows == null ? null : rows.get(at).idText();
        if (id == 0 && own != null) {
            own.render(this, out);
        } else if (statement.parameterCount() > 0 && id != 0) {
            // Bound, not written: so the shard's prepared statement serves the next row too.
            extras.add(SqlValue.Whole.of(id));
            bind(-extras.size(), out.length());
            out.append('?');
        } else {
            out.append(id);
        }
    }

    @Override
    public void sessionValue(String name, StringBuilder out) {
        out.append(sessionValues.apply(name));
    }

    @Override
    public void heading(HeadingText text, StringBuilder out) {
        int start = out.length();
        out.append(Marks.quoted(text.bound()));
        int[] ordinals =
                text.slots().stream().mapToInt(statement::parameterOrdinal).toArray();
        headings.add(new Marks.Heading(new Span(start, out.length()), text, ordinals));
    }

    @Override
    public int @Nullable [] picked(int list) {
        return picked == null ? null : picked[list];
    }

    private void bind(int parameter, int place) {
        if (parameterCount == parameters.length) {
            parameters = Arrays.copyOf(parameters, Math.max(4, parameterCount * 2));
            places = Arrays.copyOf(places, parameters.length);
        }
        parameters[parameterCount] = parameter;
        places[parameterCount++] = place;
    }

    private int[] used(int[] all) {
        return parameterCount == all.length ? all : Arrays.copyOf(all, parameterCount);
    }
}
