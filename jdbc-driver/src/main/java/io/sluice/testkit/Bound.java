package io.sluice.testkit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A parameter as it was set. Streams are read once and kept, so that each side has its own. */
record Bound(Method setter, @Nullable Object[] args) {
    static Bound of(Method setter, @Nullable Object[] args) throws IOException {
        @Nullable Object[] kept = args.clone();
        for (int i = 0; i < kept.length; i++) {
            if (kept[i] instanceof InputStream in) {
                kept[i] = in.readAllBytes();
            } else if (kept[i] instanceof Reader reader) {
                StringWriter text = new StringWriter();
                reader.transferTo(text);
                kept[i] = text;
            }
        }
        return new Bound(setter, kept);
    }

    void on(PreparedStatement statement) throws SQLException {
        if (Calls.quietly(statement, setter, fresh(null)) instanceof SQLException failure) {
            throw failure;
        }
    }

    /** On the unsharded side, where generated ids are others. */
    void onPlain(PreparedStatement statement, Ids ids) throws SQLException {
        Calls.quietly(statement, setter, fresh(ids));
    }

    private @Nullable Object[] fresh(@Nullable Ids ids) {
        @Nullable Object[] fresh = args.clone();
        for (int i = 0; i < fresh.length; i++) {
            if (setter.getParameterTypes()[i] == InputStream.class && fresh[i] instanceof byte[] bytes) {
                fresh[i] = new ByteArrayInputStream(bytes);
            } else if (fresh[i] instanceof StringWriter text) {
                fresh[i] = new StringReader(text.toString());
            } else if (ids != null && i == 1) {
                fresh[i] = ids.plain(fresh[i]);
            }
        }
        return fresh;
    }
}
