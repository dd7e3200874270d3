package io.sluice.routing.control;

import java.time.Duration;

/**
 * How servers are watched.
 *
 * @param account who asks
 * @param interval between two questions to one server
 * @param timeout for connecting and for each answer; a server that takes longer is asked once more, then it is down
 * @param maxLag a replica that is further behind is given no statements
 */
public record ProbeSettings(Account account, Duration interval, Duration timeout, Duration maxLag) {
    /** Every second, two seconds of patience, replicas at most ten seconds behind. */
    public static ProbeSettings standard(Account account) {
        return new ProbeSettings(account, Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(10));
    }

    public ProbeSettings every(Duration other) {
        return new ProbeSettings(account, other, timeout, maxLag);
    }
}
