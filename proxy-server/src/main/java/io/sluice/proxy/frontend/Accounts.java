package io.sluice.proxy.frontend;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who may log in. Immutable.
 *
 * @param byName accounts by user name (case-sensitive, as MySQL's are)
 */
public record Accounts(Map<String, Account> byName) {
    public Accounts {
        byName = Map.copyOf(byName);
    }

    /** The account of that name, or null. */
    @Nullable
    Account account(String user) {
        return byName.get(user);
    }
}
