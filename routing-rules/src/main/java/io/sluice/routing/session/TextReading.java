package io.sluice.routing.session;

import io.sluice.routing.RoutingError;
import io.sluice.sql.Dialect;
import org.jspecify.annotations.Nullable;

/** A session's sql_mode, and what follows from it for reading texts and for connections. Confined to its session's thread. */
final class TextReading {
    /** Null for the servers' own. */
    private @Nullable String modes;

    private @Nullable String firstModes;

    // What the two answers below were made of.
    private @Nullable Dialect servers;
    private @Nullable SessionImage image;

    private @Nullable Dialect dialect;
    private @Nullable SessionImage full;

    /** How texts are read: as {@code base}'s servers do under the session's sql_mode, in the image's character set. */
    Dialect dialect(Dialect base, SessionImage own) {
        settle(base, own);
        Dialect known = dialect;
        if (known == null) {
            known = (modes == null ? base : base.under(modes))
                    .reading(Charsets.letters(Charsets.of(own, Charsets.CLIENT)));
            dialect = known;
        }
        return known;
    }

    /** The image with the sql_mode. */
    SessionImage full(Dialect base, SessionImage own) {
        settle(base, own);
        SessionImage known = full;
        if (known == null) {
            String said = modes == null ? base.modes() : modes;
            known = own.with("sql_mode", said == null ? null : SqlText.quote(said));
            full = known;
        }
        return known;
    }

    private void settle(Dialect base, SessionImage own) {
        if (base != servers || own != image) {
            servers = base;
            image = own;
            dialect = null;
            full = null;
        }
    }

    /** SET sql_mode, null for the servers' own. */
    void modes(@Nullable String other) {
        if (other != null && Dialect.foreign(other)) {
            throw RoutingError.WRONG_VALUE_FOR_VARIABLE.with("sql_mode", other);
        }
        modes = other;
        servers = null;
    }

    /** A word that the login adds to the servers' own. */
    void loginMode(String word, Dialect base) {
        String own = base.modes();
        if (own != null && !("," + own + ",").contains("," + word + ",")) {
            firstModes = own.isEmpty() ? word : own + "," + word;
            modes(firstModes);
        }
    }

    /** As after the login. */
    void reset() {
        modes(firstModes);
    }
}
