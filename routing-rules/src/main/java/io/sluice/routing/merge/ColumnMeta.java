package io.sluice.routing.merge;

/**
 * What a merger must know of a column of the shards' answers (protocol page "Column Definition").
 *
 * @param type MySQL's field type byte: 3 LONG, 8 LONGLONG, 246 NEWDECIMAL, 253 VAR_STRING …
 * @param unsigned UNSIGNED flag
 * @param charset collation id; 63 is binary
 * @param decimals digits after the point; 31 or more: not fixed
 * @param flags column flags (ENUM 0x100, SET 0x800 …)
 */
public record ColumnMeta(int type, boolean unsigned, int charset, int decimals, int flags) {}
