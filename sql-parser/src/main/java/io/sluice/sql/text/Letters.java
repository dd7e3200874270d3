package io.sluice.sql.text;

/** What characters a client's texts can hold, and which of those beyond ASCII stand in names. */
public enum Letters {
    /** All of Unicode. Bytes that are no UTF-8 are single surrogates, U+DC80 for 0x80 and so on. */
    UTF8MB4,
    /** Unicode up to U+FFFF; the servers find no character in the bytes of others. */
    UTF8MB3,
    /** MySQL's latin1, which is windows-1252: its no-break space is white space, its signs are no letters. */
    LATIN1,
    /** ASCII alone, for ascii and binary; other bytes are single surrogates. */
    ASCII
}
