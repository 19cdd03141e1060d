package dev.tocsin.cli;

import java.nio.file.Path;

/**
 * A file that a command was asked to look at.
 *
 * @param name how messages call it: the path as given, or from the folder that was given
 */
record ProjectFile(Path path, String name) {}
