package io.sluice.proxy;

import io.sluice.proxy.exec.BackendAccount;
import io.sluice.proxy.frontend.Account;
import io.sluice.proxy.frontend.Accounts;
import io.sluice.routing.config.ClusterFile;
import io.sluice.routing.control.ControlPlane;
import java.util.HashMap;
import java.util.Map;

/** The logins of the cluster file in force, theirs and ours. Safe for use by many threads. */
final class Users {
    private record Read(ClusterFile file, Accounts accounts, BackendAccount backend) {}

    private final ControlPlane plane;
    private volatile Read last;

    Users(ControlPlane plane) {
        this.plane = plane;
        this.last = read(plane.configuration().file());
    }

    Accounts accounts() {
        return now().accounts();
    }

    BackendAccount backend() {
        return now().backend();
    }

    private Read now() {
        ClusterFile file = plane.configuration().file();
        Read known = last;
        if (known.file() != file) {
            known = read(file);
            last = known;
        }
        return known;
    }

    private static Read read(ClusterFile file) {
        Map<String, Account> accounts = new HashMap<>();
        for (ClusterFile.User user : file.proxy().users()) {
            accounts.put(user.name(), Account.of(user.password().reveal()));
        }
        ClusterFile.Backend backend = file.backend();
        return new Read(
                file,
                new Accounts(accounts),
                new BackendAccount(backend.user(), backend.password().reveal()));
    }
}
