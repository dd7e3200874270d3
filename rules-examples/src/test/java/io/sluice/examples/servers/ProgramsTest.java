package io.sluice.examples.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ProgramsTest {
    @Test
    void aMissingLibraryNamesTheDebianPackage() {
        String output = "mysqld: error while loading shared libraries: libaio.so.1: cannot open shared object file";
        assertEquals(
                "The database server needs the system library libaio.so.1, which is missing: on Debian and Ubuntu,"
                        + " install the package libaio1 (libaio1t64 from Debian 13 and Ubuntu 24.04 on).",
                Programs.explain("mysqld", output).getMessage());
    }

    @Test
    void aLibraryWeDoNotKnowIsStillNamed() {
        String output = "mariadbd: error while loading shared libraries: libfoo.so.7: cannot open shared object file\n";
        assertEquals(
                "The database server needs the system library libfoo.so.7, which is missing.",
                Programs.explain("mariadbd", output).getMessage());
    }

    @Test
    void aTakenPortIsOneSentence() {
        String output = "[ERROR] Can't start server: Bind on TCP/IP port. Got error: 98: Address already in use\n";
        assertEquals(
                "The database server's port on 127.0.0.1 is taken by another program.",
                Programs.explain("s0-primary", output).getMessage());
    }

    @Test
    void otherwiseTheLastErrorsOfTheLogAreTold() {
        assertEquals(
                "s0-primary failed: 2 [ERROR] disk full",
                Programs.explain("s0-primary", "1 [Note] hello\n2 [ERROR] disk full\n3 [Note] bye\n")
                        .getMessage());
    }
}
