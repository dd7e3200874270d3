/**
 * Applications as people write them, with Hibernate, MyBatis, jOOQ and Spring Data JPA, on the driver and on a plain server: the
 * same answers, and no statement of theirs that is not understood.
 *
 * <p>A sample knows a {@link javax.sql.DataSource} and nothing of Sluice.
 */
@NullMarked
package io.sluice.it.orm;

import org.jspecify.annotations.NullMarked;
