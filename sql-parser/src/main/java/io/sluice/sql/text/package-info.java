/**
 * The user's own text, cut at the few places that change: spans, edits, templates.
 *
 * <p>It knows nothing of SQL's meaning, of shards or of values; rendering is concatenation.
 */
@NullMarked
package io.sluice.sql.text;

import org.jspecify.annotations.NullMarked;
