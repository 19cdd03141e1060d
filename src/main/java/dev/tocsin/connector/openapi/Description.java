package dev.tocsin.connector.openapi;

import dev.tocsin.document.Document;

import java.util.List;

/**
 * A description, read as far as its operations; what these say is read only for those that are
 * chosen, so that a fault elsewhere does not matter.
 *
 * @param format as people call it: {@code OpenAPI 3.0.3}
 */
record Description(
        Document document, String format, Part root, Dialect dialect, List<Outline> outlines) {

    References references() {
        return root.references();
    }

    String title() {
        return Prose.clean(root.orEmpty("info").text("title"));
    }

    String version() {
        return Prose.clean(root.orEmpty("info").text("version"));
    }
}
