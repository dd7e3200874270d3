package io.sluice.routing.rules;

/** A rules file cannot be used: {@code rules.groovy:4: table orders: there is no shard s7; the cluster has s0, s1}. */
public final class RulesError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final int line;

    /**
     * @param file the file's name
     * @param line 1-based, 0 where no line is to blame
     * @param cause one sentence without a full stop
     */
    public RulesError(String file, int line, String cause) {
        super(file + (line > 0 ? ":" + line : "") + ": " + cause);
        this.file = file;
        this.line = line;
    }

    public String file() {
        return file;
    }

    /** 1-based, 0 where no line is to blame. */
    public int line() {
        return line;
    }
}
