package dev.tocsin.cli;

/** How a command writes its result. */
public enum Format {
    TEXT,
    JSON
}
