package io.sluice.proxy;

import io.sluice.proxy.exec.BackendAccount;
import io.sluice.proxy.frontend.Account;
import io.sluice.proxy.frontend.Accounts;
import io.sluice.proxy.tls.BackendTls;
import io.sluice.proxy.tls.DoorTls;
import io.sluice.proxy.tls.SelfSigned;
import io.sluice.routing.config.ClusterFile;
import io.sluice.routing.config.Tls;
import io.sluice.routing.control.ControlPlane;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The logins of the cluster file in force, theirs and ours, and how both are encrypted. Safe for use by many threads. */
final class Users {
    private record Read(ClusterFile file, Accounts accounts, BackendAccount backend, DoorTls tls) {}

    private Tls.@Nullable Identity selfSigned;
    private volatile Read last;

    Users(ControlPlane plane) {
        this.last = read(plane.configuration().file(), null);
        // On the watching thread: setting TLS up is not for event loops.
        plane.onConfiguration(changed -> last = read(changed.file(), last));
    }

    Accounts accounts() {
        return last.accounts();
    }

    BackendAccount backend() {
        return last.backend();
    }

    DoorTls tls() {
        return last.tls();
    }

    /** INVARIANT: what the file says as before stays the same object: pools are known by it. */
    private synchronized Read read(ClusterFile file, @Nullable Read before) {
        Map<String, Account> accounts = new HashMap<>();
        for (ClusterFile.User user : file.proxy().users()) {
            String secret = user.password().reveal();
            int most = user.maxConnections();
            Account account = user.hashed() ? Account.hashed(secret, most) : Account.of(secret, most);
            accounts.put(user.name(), account.with(user.rights()));
        }
        ClusterFile.Backend backend = file.backend();
        BackendTls servers = before != null && before.file().backend().tls().equals(backend.tls())
                ? before.backend().tls()
                : BackendTls.of(backend.tls());
        DoorTls clients = before != null
                        && before.file().proxy().tls().equals(file.proxy().tls())
                ? before.tls()
                : DoorTls.of(file.proxy().tls(), this::selfSigned);
        return new Read(
                file,
                new Accounts(accounts),
                new BackendAccount(backend.user(), backend.password().reveal(), servers),
                clients);
    }

    /** One for as long as the proxy runs. */
    private Tls.Identity selfSigned() {
        Tls.Identity made = selfSigned;
        if (made == null) {
            made = SelfSigned.make();
            selfSigned = made;
        }
        return made;
    }
}
