/** Coverage-guided fuzzing of the lexer and the parser, by Jazzer. Knows only what callers of the parser know. */
@NullMarked
package io.sluice.sql.fuzz;

import org.jspecify.annotations.NullMarked;
