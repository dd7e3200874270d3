package io.sluice.routing.route;

import io.sluice.routing.RoutingError;
import io.sluice.routing.RoutingException;
import io.sluice.routing.load.LoadFormat;
import io.sluice.routing.load.LoadKeys;
import io.sluice.routing.load.LoadRows;
import io.sluice.routing.plan.Everywhere;
import io.sluice.routing.plan.KeyClass;
import io.sluice.routing.plan.Load;
import io.sluice.routing.plan.Placed;
import io.sluice.routing.rules.TableRule;
import io.sluice.sql.Operand;
import io.sluice.sql.SqlValue;
import io.sluice.sql.Statement;
import io.sluice.sql.lex.Fingerprint;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Routes a {@link Load}: the text for each target, and what tells whose a row is. */
final class LoadRouter {
    private final Load plan;
    private final Fingerprint statement;
    private final Values values;
    private final UnaryOperator<String> sessionValues;

    LoadRouter(Load plan, Fingerprint statement, Values values, UnaryOperator<String> sessionValues) {
        this.plan = plan;
        this.statement = statement;
        this.values = values;
        this.sessionValues = sessionValues;
    }

    Route.Load route() {
        List<ShardStatement> parts = new ArrayList<>(plan.targets().size());
        for (Everywhere.Target target : plan.targets()) {
            parts.add(part(target));
        }
        Load.Split split = plan.split();
        return split == null ? new Route.Load(parts, null, null) : split(parts, split);
    }

    ShardStatement part(Everywhere.Target target) {
        int[] slots = new int[plan.tables().size()];
        Arrays.fill(slots, target.slot());
        return new Rendering(statement, plan.tables(), sessionValues, slots).part(target.shard(), plan.text());
    }

    private Route.Load split(List<ShardStatement> parts, Load.Split split) {
        Statement.Loading form = split.form();
        Placed target = plan.tables().get(0);
        TableRule.Sharded rule = (TableRule.Sharded) target.rule();
        LoadFormat format = format(form);
        LoadKeys keys = new LoadKeys(
                rule, split.places(), KeyClass.columnsOf(target, rule), values.session(), format, form.charset());
        return new Route.Load(parts, new LoadRows(format, keys, split.fields(), skipped(form)), keys);
    }

    private LoadFormat format(Statement.Loading form) {
        boolean noEscapes = statement.dialect().noBackslashEscapes();
        byte[] fieldsEnd = bytes(form.fieldsEnd(), "\t");
        byte[] linesEnd = bytes(form.linesEnd(), "\n");
        if (fieldsEnd.length == 0 || linesEnd.length == 0 || Arrays.equals(fieldsEnd, linesEnd)) {
            throw refuse("without separators of fields and of lines, which are not the same");
        }
        return new LoadFormat(
                fieldsEnd,
                first(bytes(form.enclosed(), "")),
                first(bytes(form.escape(), noEscapes ? "" : "\\")),
                bytes(form.linesStart(), ""),
                linesEnd);
    }

    private static int first(byte[] bytes) {
        return bytes.length == 0 ? LoadFormat.NONE : bytes[0];
    }

    private byte[] bytes(@Nullable Operand operand, String usual) {
        SqlValue value = operand == null ? new SqlValue.Text(usual) : values.of(operand);
        byte[] bytes = value instanceof SqlValue.Text text
                ? text.value().getBytes(StandardCharsets.UTF_8)
                : value instanceof SqlValue.Bytes binary ? binary.value() : null;
        if (bytes == null) {
            throw refuse("with a separator that is no string");
        }
        for (byte b : bytes) {
            if (b < 0) {
                throw refuse("with separators that are not ASCII");
            }
        }
        return bytes;
    }

    private static RoutingException refuse(String what) {
        return RoutingError.CROSS_SHARD.with("LOAD DATA " + what, "write the file with others, such as ',' and '\\n'");
    }

    private long skipped(Statement.Loading form) {
        Operand skipped = form.skipped();
        SqlValue value = skipped == null ? SqlValue.Whole.of(0) : values.of(skipped);
        return value instanceof SqlValue.Whole whole && whole.value().bitLength() < 63
                ? whole.value().longValue()
                : Long.MAX_VALUE;
    }
}
