/**
 * The rule model: which row lives where. It knows no Groovy, no servers and no SQL text.
 */
@NullMarked
package io.sluice.routing.rules;

import org.jspecify.annotations.NullMarked;
