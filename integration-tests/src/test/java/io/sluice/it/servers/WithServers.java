package io.sluice.it.servers;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The test class gets real servers: a parameter of type {@link TestServers} in its constructor, a lifecycle method or a
 * test. Which ones is chosen by {@code -Dsluice.servers=mariadb|mysql|testcontainers|own}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ServersExtension.class)
public @interface WithServers {
    /**
     * False: the servers of the whole run; a test may kill and pause them (they are healed after it) but not change
     * roles or global settings. True: servers of this class alone, which cost some seconds.
     */
    boolean own() default false;
}
