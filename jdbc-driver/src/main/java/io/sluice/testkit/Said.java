package io.sluice.testkit;

import java.util.Set;

/**
 * A statement of a test.
 *
 * @param test the test's name, empty outside of tests
 * @param shape without literals
 * @param route what EXPLAIN ROUTE begins with, {@code one, replica}, or an error
 * @param findings what is to be said about it
 */
record Said(String test, String shape, String route, Set<Finding> findings) {
    Said {
        findings = Set.copyOf(findings);
    }
}
