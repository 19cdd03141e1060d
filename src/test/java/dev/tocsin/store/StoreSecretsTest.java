package dev.tocsin.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.value.Sealer;
import dev.tocsin.value.StoredFormatException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;

final class StoreSecretsTest {

    private static final StoreKey KEY = key(1);
    private static final String SECRET = "correct horse battery staple é";

    @TempDir private Path folder;

    private static StoreKey key(int fill) {
        byte[] bytes = new byte[StoreKey.SIZE];
        Arrays.fill(bytes, (byte) fill);
        return StoreKey.of(bytes);
    }

    private StoreException refused(StoreOptions options) {
        return assertThrows(
                StoreException.class,
                () -> Store.open(folder.resolve("tocsin.db"), options).close());
    }

    @Test
    void aSecretComesBackAndEachSealIsAnother() {
        Sealer sealer = new GcmSealer(KEY);
        String sealed = sealer.seal(SECRET);
        assertEquals(SECRET, sealer.open(sealed));
        assertEquals("", sealer.open(sealer.seal("")));
        assertNotEquals(sealed, sealer.seal(SECRET));
        assertFalse(sealed.contains("horse"));
        assertTrue(sealed.matches("v1\\.[0-9a-f]{8}\\.[A-Za-z0-9_-]+"), sealed);
    }

    @Test
    void aChangedCharacterIsNoticedWhereverItStands() {
        Sealer sealer = new GcmSealer(KEY);
        String sealed = sealer.seal("x");
        for (int i = 0; i < sealed.length() - 1; i++) {
            char other = sealed.charAt(i) == 'A' ? 'B' : 'A';
            String changed = sealed.substring(0, i) + other + sealed.substring(i + 1);
            assertThrows(StoredFormatException.class, () -> sealer.open(changed), changed);
            String cut = sealed.substring(0, i);
            assertThrows(StoredFormatException.class, () -> sealer.open(cut), cut);
        }
    }

    @Test
    void anotherKeyOpensNothing() {
        String sealed = new GcmSealer(KEY).seal(SECRET);
        StoredFormatException e =
                assertThrows(StoredFormatException.class, () -> new GcmSealer(key(2)).open(sealed));
        assertTrue(String.valueOf(e.getMessage()).contains("another key"), e.getMessage());
    }

    @Test
    void aStoreBelongsToItsKey() throws Exception {
        Path file = folder.resolve("tocsin.db");
        try (Store store = Store.open(file, StoreOptions.standard())) {
            assertFalse(store.holdsSecrets());
            assertSame(Sealer.NONE, store.sealer());
        }
        String sealed;
        try (Store store = Store.open(file, StoreOptions.standard().withKey(KEY))) {
            assertTrue(store.holdsSecrets());
            sealed = store.sealer().seal(SECRET);
        }
        assertEquals(StoreException.Kind.NO_KEY, refused(StoreOptions.standard()).kind());
        StoreException wrong = refused(StoreOptions.standard().withKey(key(2)));
        assertEquals(StoreException.Kind.WRONG_KEY, wrong.kind());
        try (Store store = Store.open(file, StoreOptions.standard().withKey(KEY))) {
            assertEquals(SECRET, store.sealer().open(sealed));
            assertEquals(3, store.epoch(), "a refused opening does not count");
        }
    }

    @Test
    void withoutAKeyAllButSecretsCanBeLookedAt() throws Exception {
        Path file = folder.resolve("tocsin.db");
        String sealed;
        try (Store store = Store.open(file, StoreOptions.standard().withKey(KEY))) {
            Stored.addRun(store, "run-1", 2);
            sealed = store.sealer().seal(SECRET);
        }
        try (Store store = Store.openReadOnly(file, StoreOptions.standard())) {
            assertEquals(2, Stored.lastEvent(store, 1));
            assertTrue(store.holdsSecrets());
            assertThrows(StoredFormatException.class, () -> store.sealer().open(sealed));
        }
        try (Store store = Store.openReadOnly(file, StoreOptions.standard().withKey(KEY))) {
            assertEquals(SECRET, store.sealer().open(sealed));
        }
        assertThrows(
                StoreException.class,
                () -> Store.openReadOnly(file, StoreOptions.standard().withKey(key(2))));
    }

    @Test
    void aKeyIsThirtyTwoBytesInBase64() throws Exception {
        String text = Base64.getEncoder().encodeToString(KEY.bytes());
        assertEquals(KEY, StoreKey.parse(text + "\n", "TOCSIN_STORE_KEY"));
        assertEquals("(key)", KEY.toString());
        for (String wrong :
                new String[] {"", "hunter2", text.substring(4), text + "AAAA", "!" + text}) {
            StoreException e =
                    assertThrows(
                            StoreException.class, () -> StoreKey.parse(wrong, "TOCSIN_STORE_KEY"));
            assertEquals(StoreException.Kind.WRONG_KEY, e.kind());
            assertTrue(e.text().contains("TOCSIN_STORE_KEY"), e.text());
            assertFalse(!wrong.isEmpty() && e.text().contains(wrong), e.text());
        }
    }
}
