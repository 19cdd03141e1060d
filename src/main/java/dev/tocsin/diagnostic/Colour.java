package dev.tocsin.diagnostic;

/** Whether output carries ANSI colours (ECMA-48); off for files, pipes and {@code NO_COLOR}. */
public enum Colour {
    OFF,
    ON
}
