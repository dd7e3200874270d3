package io.sluice.routing.load;

import io.sluice.routing.RoutingError;
import io.sluice.routing.RoutingException;
import io.sluice.routing.keys.Key;
import io.sluice.routing.keys.Keys;
import io.sluice.routing.keys.Surroundings;
import io.sluice.routing.rules.IdGenerator;
import io.sluice.routing.rules.KeyNotPlaced;
import io.sluice.routing.rules.TableRule;
import io.sluice.routing.schema.Column;
import io.sluice.sql.SqlValue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which slot a row belongs to, by the fields that become its sharding keys; and its id, where it has none. Confined to one load.
 *
 * <p>INVARIANT: a value is a key only where it is certain what the server stores. LOCAL means IGNORE: of a field that does not fit, a
 * server stores something else without an error.
 */
public final class LoadKeys {
    /** Ids that are taken from the generator at once. */
    private static final int RUN = 64;

    private static final byte[] NOTHING = {};

    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,30}");
    private static final Pattern ZERO = Pattern.compile("[+-]?0+");

    private final TableRule.Sharded rule;
    private final Places places;
    private final List<@Nullable Column> columns;
    private final Surroundings session;
    private final LoadFormat format;
    private final Field[] keys;
    private final Field id = new Field();
    private @Nullable String charset;
    private long nextId;
    private int reserved;
    private long firstId;

    /**
     * Where in a line the keys are.
     *
     * @param keys for each level of the rule the index of its field, -1 where the id that is made here is the key
     * @param id the index of the id's field, -1 where the line has none
     * @param generated whether rows without an id get one
     */
    public record Places(List<Integer> keys, int id, boolean generated) {
        public Places {
            keys = List.copyOf(keys);
        }
    }

    /**
     * @param columns the key's column for each level, null where it is not known
     * @param charset of the file, in lower case; null where the statement does not say it
     */
    public LoadKeys(
            TableRule.Sharded rule,
            Places places,
            List<@Nullable Column> columns,
            Surroundings session,
            LoadFormat format,
            @Nullable String charset) {
        this.rule = rule;
        this.places = places;
        this.columns = columns;
        // What the session says of its texts is not said of the file.
        this.session = new Surroundings(Character.MAX_CODE_POINT, true, session.zone(), session.zeroIsValue());
        this.format = format;
        this.charset = charset;
        this.keys = new Field[places.keys().size()];
    }

    void want(@Nullable Field[] wanted) {
        if (places.id() >= 0 && places.generated()) {
            wanted[places.id()] = id;
        }
        for (int level = 0; level < keys.length; level++) {
            int index = places.keys().get(level);
            keys[level] = id;
            if (index >= 0) {
                Field known = wanted[index];
                keys[level] = known == null ? new Field() : known;
                wanted[index] = keys[level];
            }
        }
    }

    boolean asksCharset() {
        return charset == null;
    }

    void charset(String name) {
        charset = name;
    }

    /** The first id that was made, 0 for none. */
    public long firstId() {
        return firstId;
    }

    /** Gives a line's row on. */
    void row(long line, byte[] bytes, int from, LineScanner scanner, LoadRows.Taker taker) {
        long made = places.generated() && missing(line) ? id() : 0;
        BitSet found = null;
        for (int level = 0; level < keys.length; level++) {
            boolean own = made != 0 && (places.keys().get(level) < 0 || keys[level] == id);
            BitSet here = located(level, own ? SqlValue.Whole.of(made) : value(line, level), line);
            if (found == null) {
                found = here;
            } else {
                found = (BitSet) found.clone(); // the sets that rules give are never changed
                found.and(here);
            }
        }
        if (found == null || found.cardinality() != 1) {
            throw RoutingError.KEY_NOT_PLACED.with("of line " + line);
        }
        int slot = found.nextSetBit(0);
        if (made == 0) {
            taker.row(slot, bytes, from, scanner.end());
            return;
        }
        byte[] with = with(made, bytes, from, scanner);
        taker.row(slot, with, 0, with.length);
    }

    /** The line with the id in the place of its field, or as a field before the first. */
    private byte[] with(long made, byte[] bytes, int from, LineScanner scanner) {
        boolean own = places.id() >= 0;
        int to = own ? id.start() : scanner.body();
        int behind = own ? id.end() : scanner.body();
        byte[] digits = Long.toString(made).getBytes(StandardCharsets.US_ASCII);
        byte[] separator = own ? NOTHING : format.fieldsEnd();
        return ByteBuffer.allocate(to - from + digits.length + separator.length + scanner.end() - behind)
                .put(bytes, from, to - from)
                .put(digits)
                .put(separator)
                .put(bytes, behind, scanner.end() - behind)
                .array();
    }

    /** As AUTO_INCREMENT takes NULL and, unless sql_mode says not, 0. */
    private boolean missing(long line) {
        if (places.id() < 0) {
            return true;
        }
        if (!id.present()) {
            throw refuse(line, "it has no field for the column of the id");
        }
        if (id.isNull(format.enclosed() != LoadFormat.NONE)) {
            return true;
        }
        String text = ascii(id.value());
        if (text == null || !WHOLE.matcher(text).matches()) {
            throw refuse(line, "its id is not a whole number");
        }
        return ZERO.matcher(text).matches() && !session.zeroIsValue();
    }

    private long id() {
        IdGenerator generator = rule.id() == null ? null : rule.id().generator();
        if (generator == null) {
            throw RoutingError.BUG.with("no generator");
        }
        if (reserved == 0) {
            nextId = generator.reserve(RUN);
            reserved = RUN;
        }
        reserved--;
        firstId = firstId == 0 ? nextId : firstId;
        return nextId++;
    }

    private SqlValue value(long line, int level) {
        Field field = keys[level];
        if (!field.present()) {
            throw refuse(line, "it has no field for the column");
        }
        if (field.isNull(format.enclosed() != LoadFormat.NONE)) {
            // IGNORE stores a default in place of NULL.
            throw refuse(line, "it is NULL");
        }
        byte[] bytes = field.value();
        String ascii = ascii(bytes);
        Column column = columns.get(level);
        boolean binary = column != null
                && (column.type().endsWith("binary") || column.type().endsWith("blob"));
        if (binary) {
            return new SqlValue.Bytes(bytes);
        }
        String text = ascii != null ? ascii : FileText.decoded(bytes, charset);
        if (text == null) {
            throw refuse(line, "its characters are not certain; say CHARACTER SET utf8mb4");
        }
        return new SqlValue.Text(text);
    }

    private static @Nullable String ascii(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0) {
                return null;
            }
        }
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    private BitSet located(int level, SqlValue value, long line) {
        TableRule.Level by = rule.levels().get(level);
        Key key = Keys.stored(value, columns.get(level), by.type(), session);
        if (key instanceof Key.Known known) {
            try {
                return by.rule().locate(known.value());
            } catch (KeyNotPlaced e) {
                throw RoutingError.KEY_NOT_PLACED.with(
                        (value instanceof SqlValue.Text text ? text.value() : "of its key") + " of line " + line);
            }
        }
        throw refuse(line, key instanceof Key.NotProvable not ? not.why() : "no row can store this value");
    }

    RoutingException refuse(long line, String why) {
        String column = rule.levels().get(0).column();
        return RoutingError.KEY_NOT_PROVABLE.with(rule.table() + "." + column, "line " + line + ": " + why);
    }
}
