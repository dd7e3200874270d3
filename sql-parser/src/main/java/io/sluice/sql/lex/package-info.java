/**
 * MySQL's lexical rules: tokens, and the fingerprint that lifts literals out of a text.
 *
 * <p>It knows no grammar; the same lexer serves the fingerprint, the hand-written parser of administrative statements
 * and Calcite's generated parser, so that all three read a text alike.
 */
@NullMarked
package io.sluice.sql.lex;

import org.jspecify.annotations.NullMarked;
