package dev.tocsin.store;

import dev.tocsin.value.Sealer;
import dev.tocsin.value.StoredFormatException;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/** Which key a store belongs to: it holds a constant sealed with it. */
final class StoreSecrets {

    private static final String CONSTANT = "tocsin";
    private static final String HELP =
            "its key comes from `--key-file`, TOCSIN_STORE_KEY, or the file beside it that ends"
                    + " with `.key`";

    private static final Sealer LOCKED =
            new Sealer() {
                @Override
                public String seal(String plain) {
                    return Sealer.NONE.seal(plain);
                }

                @Override
                public String open(String sealed) {
                    throw new StoredFormatException(
                            "a secret in the store needs its key, and there is none");
                }
            };

    private StoreSecrets() {}

    /**
     * The sealer for a store that is written; the first key that comes becomes its key.
     *
     * @throws StoreException NO_KEY or WRONG_KEY
     */
    static Sealer claim(Transaction tx, @Nullable StoreKey key, Path file) throws StoreException {
        String check = MetaTable.get(tx, MetaTable.KEY_CHECK);
        if (check == null && key != null) {
            GcmSealer sealer = new GcmSealer(key);
            MetaTable.put(tx, MetaTable.KEY_CHECK, sealer.seal(CONSTANT));
            return sealer;
        }
        if (check != null && key == null) {
            throw new StoreException(
                    StoreException.Kind.NO_KEY,
                    "the store " + file + " holds secrets, and there is no key for them",
                    HELP);
        }
        return opened(check, key, file);
    }

    /** The sealer for a store that is only read: without a key, all but secrets can be seen. */
    static Sealer look(Reader reader, @Nullable StoreKey key, Path file) throws StoreException {
        return opened(MetaTable.get(reader, MetaTable.KEY_CHECK), key, file);
    }

    private static Sealer opened(@Nullable String check, @Nullable StoreKey key, Path file)
            throws StoreException {
        if (key == null) {
            return check == null ? Sealer.NONE : LOCKED;
        }
        GcmSealer sealer = new GcmSealer(key);
        try {
            if (check == null || sealer.open(check).equals(CONSTANT)) {
                return sealer;
            }
        } catch (StoredFormatException _) {
            // Told below.
        }
        throw new StoreException(
                StoreException.Kind.WRONG_KEY,
                "the store " + file + " was made with another key",
                HELP);
    }
}
