package io.sluice.proxy.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamePatternTest {
    @ParameterizedTest
    @CsvSource({
        "'', id, true",
        "'', '', true",
        "id, ID, true",
        "id, idx, false",
        "id, i, false",
        "%, '', true",
        "%, user_id, true",
        "user%, user_id, true",
        "%id, user_id, true",
        "%er%id, user_id, true",
        "%er%ix, user_id, false",
        "u_er, user, true",
        "_, '', false",
        "user\\_id, user_id, true",
        "user\\_id, userXid, false",
        "%\\%, 100%, true",
        "%\\%, 100, false",
        "a\\, a\\, true",
        "%a%ab, aaab, true",
        "i.d, ixd, false",
    })
    void asLike(String pattern, String name, boolean matches) {
        assertEquals(matches, new NamePattern(pattern).matches(name));
    }

    @Test
    void aHostilePatternIsAnsweredAtOnce() {
        assertFalse(new NamePattern("%_".repeat(31) + "%x").matches("a".repeat(64)));
        assertFalse(new NamePattern("%".repeat(10_000) + "x").matches("a".repeat(64)));
    }
}
