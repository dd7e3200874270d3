package io.sluice.testkit;

/** What the kit finds in a test. */
public enum Finding {
    /** A statement without a key reads from every slot. */
    SCATTER("goes to all slots, for no key says where"),
    /** An UPDATE or DELETE without a key. */
    KEYLESS_WRITE("writes to all slots, for no key says where"),
    /** Sluice refuses the statement. */
    REFUSED("is refused"),
    /** The unsharded schema answers otherwise. */
    DIFFERENCE("is answered otherwise by one unsharded schema");

    private final String words;

    Finding(String words) {
        this.words = words;
    }

    /** As reports say it, behind "the statement". */
    public String words() {
        return words;
    }
}
