/**
 * Who may do what: a user's privileges by schema, and what a statement needs of them. MySQL's words and errors; it knows nothing of
 * plans and shards, and asks nobody.
 */
@NullMarked
package io.sluice.routing.rights;

import org.jspecify.annotations.NullMarked;
