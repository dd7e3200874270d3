package io.sluice.routing.session;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a server's error says of what it has done. */
public final class Refusals {
    /** ER_OPTION_PREVENTS_STATEMENT, whose text names the option. */
    private static final int OPTION_PREVENTS = 1290;
    /** ER_READ_ONLY_MODE. */
    private static final int READ_ONLY_MODE = 1836;

    private Refusals() {}

    /**
     * The server is read-only: it takes no writes and has done nothing of this one. (1792 is another thing: the session's own
     * transaction was begun READ ONLY.)
     */
    public static boolean readOnly(int errno, @Nullable String text) {
        if (errno == READ_ONLY_MODE) {
            return true;
        }
        String words = text == null ? "" : text.toLowerCase(Locale.ROOT).replace('_', '-');
        return errno == OPTION_PREVENTS && words.contains("read-only");
    }
}
