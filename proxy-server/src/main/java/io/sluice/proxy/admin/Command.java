package io.sluice.proxy.admin;

import io.sluice.proxy.exec.Client;
import io.sluice.routing.LocalAnswer;
import java.util.List;
import java.util.function.Consumer;

/** One statement of this package. */
interface Command {
    /** Its columns. */
    List<LocalAnswer.Heading> columns();

    /** See {@link io.sluice.proxy.exec.Shows#show}. */
    void run(Client asking, Consumer<LocalAnswer> then);
}
