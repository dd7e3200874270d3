/**
 * The rules language: compiles a script once, in a sandbox, verifies it and turns it into rules. The only package that imports Groovy.
 */
@NullMarked
package io.sluice.routing.rules.groovy;

import org.jspecify.annotations.NullMarked;
