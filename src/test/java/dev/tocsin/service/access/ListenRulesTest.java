package dev.tocsin.service.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetSocketAddress;

import javax.net.ssl.SSLContext;

/** Where a service may listen, and what it says where it may not. */
final class ListenRulesTest {

    private static InetSocketAddress at(String host) {
        return InetSocketAddress.createUnresolved(host, 8443);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.8.8.8", "::1", "localhost", "LocalHost"})
    void loopbackNeedsNothing(String host) throws Exception {
        Listening listening = ListenRules.decide(at(host), new Encryption.None(), false);
        assertTrue(listening.address().getAddress().isLoopbackAddress());
        assertEquals(8443, listening.address().getPort());
        assertFalse(listening.isSecure());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "10.1.2.3", "169.254.1.1", "::ffff:10.0.0.1"})
    void othersNeedEncryption(String host) {
        ListenRefusedException refused =
                assertThrows(
                        ListenRefusedException.class,
                        () -> ListenRules.decide(at(host), new Encryption.None(), true));
        assertTrue(
                refused.getMessage().contains("nothing there is encrypted"), refused.getMessage());
        assertTrue(refused.help().contains("tls: proxy"), refused.help());
    }

    @Test
    void othersNeedATokenToComeInWith() {
        ListenRefusedException refused =
                assertThrows(
                        ListenRefusedException.class,
                        () -> ListenRules.decide(at("0.0.0.0"), new Encryption.Proxy(), false));
        assertEquals(
                "will not listen on 0.0.0.0:8443: other machines reach it, and there is no token to"
                        + " come in with",
                refused.getMessage());
        assertTrue(refused.help().contains("tocsin token create"), refused.help());
    }

    @Test
    void bothTogetherAreEnough() throws Exception {
        assertTrue(ListenRules.decide(at("::"), new Encryption.Proxy(), true).isSecure());
        assertTrue(
                ListenRules.decide(
                                at("10.1.2.3"), new Encryption.Own(SSLContext.getDefault()), true)
                        .isSecure());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"tocsin.contoso.com", "localhost.contoso.com", "127.0.0.1.nip.io", "", "*"})
    void namesAreNotLookedUp(String host) {
        assertTrue(
                assertThrows(
                                ListenRefusedException.class,
                                () -> ListenRules.decide(at(host), new Encryption.Proxy(), true))
                        .getMessage()
                        .contains("it is a name"));
    }
}
