package io.sluice.routing.plan;

/** A plan on shards that is another one and something more: what it does to data and what it answers, the other one says. */
interface Enclosing extends Plan.OnShards {
    /** The other one. */
    Plan.OnShards inner();

    @Override
    default Access access() {
        return inner().access();
    }

    @Override
    default boolean returnsRows() {
        return inner().returnsRows();
    }

    @Override
    default boolean ddl() {
        return inner().ddl();
    }

    @Override
    default java.util.List<String> reads() {
        return inner().reads();
    }

    @Override
    default boolean tableless() {
        return inner().tableless();
    }
}
