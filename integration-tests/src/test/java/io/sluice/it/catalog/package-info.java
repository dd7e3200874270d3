/** What clients see of schemas and tables through Sluice, beside one plain server that has the logical ones. It knows no route. */
@NullMarked
package io.sluice.it.catalog;

import org.jspecify.annotations.NullMarked;
