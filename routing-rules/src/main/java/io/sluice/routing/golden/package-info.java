/**
 * Plans as tests: reads {@code .plan} files and says what the core makes of their statements today.
 *
 * <p>For the tests of this project and of its users; no door depends on it, and it knows no servers.
 */
@NullMarked
package io.sluice.routing.golden;

import org.jspecify.annotations.NullMarked;
