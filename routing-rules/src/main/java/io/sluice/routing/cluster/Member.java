package io.sluice.routing.cluster;

/**
 * What the cluster file says of one server of a shard beside its address. Immutable.
 *
 * @param weight its share of the reads among its like, 0 to 1000; 0 is given reads only where no other replica serves
 * @param zone where it stands, empty where that is not said
 */
public record Member(int weight, String zone) {
    /** One of which nothing is said. */
    public static final Member STANDARD = new Member(1, "");
}
