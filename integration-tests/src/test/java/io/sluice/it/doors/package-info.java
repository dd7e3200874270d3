/** Both doors over the test servers, for tests that bring their own rules and tables. */
@NullMarked
package io.sluice.it.doors;

import org.jspecify.annotations.NullMarked;
