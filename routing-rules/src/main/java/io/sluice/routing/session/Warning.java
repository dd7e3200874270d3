package io.sluice.routing.session;

/**
 * One line of SHOW WARNINGS. Immutable.
 *
 * @param level {@code Note}, {@code Warning} or {@code Error}
 * @param code MySQL's error number
 * @param message its text
 */
public record Warning(String level, int code, String message) {}
