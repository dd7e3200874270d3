package io.sluice.proxy.exec;

/** Something that runs for a client's command. */
public interface Work {
    /** The client takes more bytes again. */
    default void writable() {}

    /** KILL QUERY: the servers are asked to stop; how the statement ends comes from them. */
    default void interrupt() {}

    /** The client is gone: let go of everything held, as fast as possible. The answer is not awaited any more. */
    void abandon();
}
