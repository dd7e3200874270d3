/** The demo as a user sees it: a process that prints, answers and ends. */
@NullMarked
package io.sluice.examples.demo;

import org.jspecify.annotations.NullMarked;
