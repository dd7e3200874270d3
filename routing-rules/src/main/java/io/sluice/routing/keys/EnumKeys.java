package io.sluice.routing.keys;

import io.sluice.routing.schema.Column;
import io.sluice.sql.SqlValue;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keys of ENUM columns: the label, folded as text of the column's collation. A number is a label's number, from 1. */
final class EnumKeys {
    private static final Key NOT_FOUND = new Key.NotProvable("it is none of the ENUM's values");

    private EnumKeys() {}

    static Key label(SqlValue value, @Nullable Column column, Keys.Use use) {
        if (column == null || column.members().isEmpty()) {
            return new Key.NotProvable("the ENUM's values are not known");
        }
        String text = value instanceof SqlValue.Text t ? t.value() : null;
        if (text != null) {
            Key key = TextKeys.folded(text, column);
            return use == Keys.Use.STORE && key instanceof Key.Known known ? stored(text, known, column) : key;
        }
        BigDecimal number = value instanceof SqlValue.Whole ? Numerals.exact(value) : null;
        return number == null ? NOT_FOUND : numbered(number, column, use);
    }

    /** A string is looked for among the labels first; digits that are no label are a label's number. */
    private static Key stored(String text, Key.Known key, Column column) {
        for (String member : column.members()) {
            if (key.equals(TextKeys.folded(member, column))) {
                return key;
            }
        }
        return text.matches("[0-9]{1,5}") ? numbered(new BigDecimal(text), column, Keys.Use.STORE) : NOT_FOUND;
    }

    private static Key numbered(BigDecimal number, Column column, Keys.Use use) {
        List<String> members = column.members();
        boolean label = number.signum() > 0 && number.compareTo(BigDecimal.valueOf(members.size())) <= 0;
        // A server that prepares may compare a bound number as the string of its digits.
        if (members.stream().anyMatch(member -> member.strip().matches("[0-9]+"))) {
            return new Key.NotProvable("the ENUM has numbers for values; write it as a string");
        }
        if (label) {
            return TextKeys.folded(members.get(number.intValueExact() - 1), column);
        }
        // 0 is the empty string of a value that was refused.
        return use == Keys.Use.STORE || number.signum() == 0 ? NOT_FOUND : new Key.NeverEqual();
    }
}
