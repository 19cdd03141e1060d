package dev.tocsin.connector.openapi;

import dev.tocsin.document.ScalarNode;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * One operation of a description as it stands there; its parts are read only once it is chosen.
 *
 * @param method in upper case
 * @param path as it is written, with its holes
 * @param operation the operation itself
 * @param shared what all operations of the path have in common
 * @param place the key of the operation, for messages
 */
record Outline(String method, String path, Part operation, Part shared, ScalarNode place) {

    @Nullable String id() {
        String id = operation.text("operationId");
        return id == null || id.isBlank() ? null : id;
    }

    List<String> tags() {
        return operation.texts("tags");
    }

    /** {@code GET /users/{id}}, fit for a comment. */
    String signature() {
        return method + " " + Prose.inComment(path);
    }
}
