/** Bad input and bad company, through both doors: Sluice says what is wrong, stays itself, and leaves nothing behind. */
@NullMarked
package io.sluice.it.bad;

import org.jspecify.annotations.NullMarked;
