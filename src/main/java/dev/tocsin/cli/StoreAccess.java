package dev.tocsin.cli;

import dev.tocsin.store.Store;
import dev.tocsin.store.StoreException;
import dev.tocsin.store.StoreKey;
import dev.tocsin.store.StoreOptions;

import org.jspecify.annotations.Nullable;

/** Opens stores for commands, and puts what goes wrong there into their words. */
final class StoreAccess {

    private StoreAccess() {}

    /** To look at: also while a service holds it. */
    static Store read(StorePlace place, Arguments arguments, Console console) throws CommandFault {
        place.require();
        try {
            return Store.openReadOnly(place.file(), options(place, arguments, console));
        } catch (StoreException e) {
            throw fault(e);
        }
    }

    /** To change: nobody else holds it meanwhile. Made where there is none. */
    static Store open(StorePlace place, Arguments arguments, Console console) throws CommandFault {
        place.makeFolder();
        try {
            return Store.open(place.file(), options(place, arguments, console));
        } catch (StoreException e) {
            throw fault(e);
        }
    }

    private static StoreOptions options(StorePlace place, Arguments arguments, Console console)
            throws CommandFault {
        StoreKey key = StoreKeys.find(arguments, place, console);
        return StoreOptions.standard().withKey(key);
    }

    /** What is wrong with a store is never the command line's fault. */
    static CommandFault fault(StoreException e) {
        return CommandFault.configuration(e.text(), e.help());
    }

    /** What a command does with a store; what it throws becomes the command's fault. */
    @FunctionalInterface
    interface Use<T extends @Nullable Object> {
        T of(Store store) throws StoreException, CommandFault, InterruptedException;
    }

    /** Looks at a store, and closes it. */
    static <T extends @Nullable Object> T looking(
            StorePlace place, Arguments arguments, Console console, Use<T> use)
            throws CommandFault, InterruptedException {
        try (Store store = read(place, arguments, console)) {
            return use.of(store);
        } catch (StoreException e) {
            throw fault(e);
        }
    }

    /** Changes a store that is there, and closes it. */
    static <T extends @Nullable Object> T changing(
            StorePlace place, Arguments arguments, Console console, Use<T> use)
            throws CommandFault, InterruptedException {
        place.require();
        try (Store store = open(place, arguments, console)) {
            return use.of(store);
        } catch (StoreException e) {
            throw fault(e);
        }
    }
}
