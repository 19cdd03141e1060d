package dev.tocsin.service.trigger;

/**
 * Something in the project that cannot be used as it stands.
 *
 * @param file as seen from the root of the project
 * @param text the diagnostic, in one line that an editor can jump to
 * @param consequence what the service does meanwhile, {@code the last good version goes on}
 */
public record LoadProblem(String file, String text, String consequence) {}
