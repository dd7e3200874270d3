/**
 * The oracle: random tables, rules, rows and statements, each statement asked through a door and on one plain server that holds
 * all rows. What the plain server says is the truth; a refusal by name is counted; anything else that differs is a bug. It knows
 * the doors from outside only, and nothing of the core.
 */
@NullMarked
package io.sluice.it.oracle;

import org.jspecify.annotations.NullMarked;
