package io.sluice.proxy.frontend;

import io.sluice.proxy.exec.Client;
import io.sluice.proxy.exec.Deciding;
import io.sluice.routing.RoutingException;
import io.sluice.routing.Statements;
import io.sluice.routing.rights.Needs;
import io.sluice.sql.lex.Fingerprint;
import java.util.function.Consumer;

/**
 * Lets a client's statements pass that its user may ask for. Each is looked at when it is asked, prepared ones at each execution, so a
 * change of the grants holds at once. Who may do everything passes without a look.
 *
 * <p>INVARIANT: every text that a client sends, or has sent under a name, comes through here before anything of it is planned or sent.
 */
final class Gate {
    private Gate() {}

    /** @param denied is told why not */
    static void pass(Client client, Fingerprint text, Runnable then, Consumer<RoutingException> denied) {
        if (client.rights().unlimited()) {
            then.run();
            return;
        }
        Needs known = Statements.knownNeeds(text, client.session());
        if (known != null) {
            decide(client, known, then, denied);
            return;
        }
        client.deciding().away(client, () -> Statements.needs(text, client.session()), new Deciding.Then<>() {
            @Override
            public void decided(Needs needs) {
                decide(client, needs, then, denied);
            }

            @Override
            public void failed(RoutingException failure) {
                denied.accept(failure);
            }
        });
    }

    private static void decide(Client client, Needs needs, Runnable then, Consumer<RoutingException> denied) {
        try {
            client.check(needs);
        } catch (RoutingException no) {
            denied.accept(no);
            return;
        }
        then.run();
    }
}
