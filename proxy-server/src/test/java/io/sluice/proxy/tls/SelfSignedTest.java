package io.sluice.proxy.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.routing.config.Tls;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelfSignedTest {
    @Test
    void vouchesForItself() throws GeneralSecurityException {
        Tls.Identity made = SelfSigned.make();
        X509Certificate certificate = made.chain().get(0);
        certificate.verify(certificate.getPublicKey());
        certificate.checkValidity();
        assertEquals(3, certificate.getVersion());
        assertTrue(certificate.getBasicConstraints() >= 0, "it may be named as an authority");
        assertEquals(
                List.of(List.of(2, "localhost"), List.of(7, "127.0.0.1")),
                List.copyOf(certificate.getSubjectAlternativeNames()));
    }

    @Test
    void isAnotherEachTime() {
        assertNotEquals(SelfSigned.make(), SelfSigned.make());
    }

    @Test
    void servesClientsAsTheFileSays() {
        Tls.Door off = new Tls.Door(Tls.Door.Mode.OFF, null, List.of());
        Tls.Door required = new Tls.Door(Tls.Door.Mode.REQUIRED, null, List.of());
        assertEquals(DoorTls.NONE, DoorTls.of(off, SelfSigned::make));
        DoorTls tls = DoorTls.of(required, SelfSigned::make);
        assertTrue(tls.required() && tls.context() != null);
    }
}
