/** Results that are larger than the heap, through both doors, with clients that read fast and slowly. */
@NullMarked
package io.sluice.it.memory;

import org.jspecify.annotations.NullMarked;
