/**
 * Suites from outside, beside one plain server: TPC-H, a statement of our own for each shape that a peer refuses, each thread in
 * which a peer's users were given wrong rows, and the public SQL logic tests. Knows both doors from outside only.
 */
@NullMarked
package io.sluice.it.suites;

import org.jspecify.annotations.NullMarked;
