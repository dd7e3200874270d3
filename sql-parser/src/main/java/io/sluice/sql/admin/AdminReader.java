package io.sluice.sql.admin;

import io.sluice.sql.Scope;
import io.sluice.sql.Statement;
import io.sluice.sql.lex.Fingerprint;
import io.sluice.sql.lex.Names;

/** Reads every statement that is no data statement. */
public final class AdminReader {
    private AdminReader() {}

    /** Never throws. */
    public static Statement read(Fingerprint fingerprint) {
        return new Statement.NotUnderstood(
                Scope.empty(), Names.verb(fingerprint), Names.all(fingerprint), "an unknown statement", 0);
    }
}
