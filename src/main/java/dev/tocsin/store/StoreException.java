package dev.tocsin.store;

import org.jspecify.annotations.Nullable;

/**
 * The store cannot do what was asked. The message says what and where, {@link #help} what to do;
 * neither holds a secret.
 */
public final class StoreException extends Exception {

    private static final long serialVersionUID = 1;

    /** What is wrong; decides the exit code and whether trying again can help. */
    public enum Kind {
        /** Another process has the store open. */
        LOCKED,
        /** The SQLite in use has a bug that can corrupt a store. */
        OLD_SQLITE,
        /** Written by a newer Tocsin. */
        NEWER_SCHEMA,
        /** The file is something else. */
        NOT_A_STORE,
        /** Sealed values were made with another key, or were changed. */
        WRONG_KEY,
        /** The store has sealed values, and no key was given. */
        NO_KEY,
        /** The disk is full; nothing is written until the process was started again. */
        FULL,
        /** The disk or the file system failed; nothing is written until then, likewise. */
        IO,
        /** Too much is waiting to be written, or somebody else holds the file: try again. */
        BUSY,
        /** The file is damaged. */
        CORRUPT
    }

    private final Kind kind;
    private final @Nullable String help;

    public StoreException(Kind kind, String text, @Nullable String help) {
        super(text, null, false, false);
        this.kind = kind;
        this.help = help;
    }

    public Kind kind() {
        return kind;
    }

    public String text() {
        return String.valueOf(getMessage());
    }

    /** What to do about it, or null where there is nothing to say. */
    public @Nullable String help() {
        return help;
    }
}
