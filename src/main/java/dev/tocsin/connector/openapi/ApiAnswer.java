package dev.tocsin.connector.openapi;

import dev.tocsin.document.Node;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What a service answers when all went well.
 *
 * @param kind how the answer is read
 * @param mediaType as the description has it; empty where it has none
 * @param schema of the answer, references not followed; null where there is none
 * @param examples of the whole answer
 */
record ApiAnswer(Kind kind, String mediaType, @Nullable Node schema, List<Node> examples) {

    static final ApiAnswer NOTHING = new ApiAnswer(Kind.NOTHING, "", null, List.of());

    ApiAnswer {
        examples = List.copyOf(examples);
    }

    /** How an answer is read. */
    enum Kind {
        /** Without a body. */
        NOTHING,
        JSON,
        TEXT,
        BYTES;

        static Kind of(String mediaType) {
            String type = MediaTypes.bare(mediaType);
            if (MediaTypes.isJson(type)) {
                return JSON;
            }
            return MediaTypes.isText(type) ? TEXT : BYTES;
        }
    }
}
