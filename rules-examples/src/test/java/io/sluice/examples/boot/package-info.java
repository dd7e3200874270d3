/**
 * A Spring Boot application as one writes it for one MySQL: JPA, JdbcTemplate, Flyway, {@code @Transactional}. It knows nothing of
 * Sluice: {@code spring.datasource.url} and {@code driver-class-name} are all that differs. Compiled with Spring Boot 3; the
 * integration tests run the same classes with Spring Boot 4.
 */
@NullMarked
package io.sluice.examples.boot;

import org.jspecify.annotations.NullMarked;
