package io.sluice.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The tests of this class run on shards: a parameter of type {@link javax.sql.DataSource} or {@link ShardingKit} is the sharded
 * database, made anew for the class out of schemas of one server. Each statement is also run on one unsharded schema.
 *
 * <p>A test fails where one of its statements is refused, writes without a key, is answered otherwise than by the unsharded schema, or
 * goes to all slots beyond {@link #scatterBudget}; {@link ShardingAllows} says of a test what is meant to be so. What ran is listed in
 * {@code target/sluice-testkit/<class>.txt}.
 *
 * <p>The server is named by the system properties {@code sluice.testkit.server} ({@code host:port}), {@code sluice.testkit.user} and
 * {@code sluice.testkit.password}, or by environment variables of the same names in capitals with underscores; its user may create
 * and drop schemas that begin with {@code sluice_kit_}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(ShardingExtension.class)
public @interface ShardingTest {
    /** The rules: a path, or {@code classpath:} and a resource's name. */
    String rules();

    /** The tables by their logical names, and rows if need be: a script of statements, a path or {@code classpath:} and a name. */
    String schema();

    /** How many shards: {@code s0}, {@code s1}, … */
    int shards() default 2;

    /** Names of the shards where the rules have others; then {@link #shards} does not count. */
    String[] names() default {};

    /** How many executions of statements without a key this class may have; -1 for as many as there are. */
    int scatterBudget() default 0;

    /** Whether each statement is also run on an unsharded schema, and the answers compared. */
    boolean compare() default true;
}
