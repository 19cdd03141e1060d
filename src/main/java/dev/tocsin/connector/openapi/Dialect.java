package dev.tocsin.connector.openapi;

import java.util.List;

/** The parts of a description that Swagger 2.0 and OpenAPI 3 write differently. */
sealed interface Dialect permits Swagger2, OpenApi3 {

    /**
     * The addresses below which all paths are, the usual one first; a relative one where the
     * description names no host; empty where it says nothing.
     */
    List<String> servers();

    /** What the service takes as credentials, by name. */
    List<SecurityScheme> securitySchemes();

    /** Parameters of an operation and of its path, without bodies and forms. */
    List<ApiParameter> parameters(Outline outline);

    /** What an operation sends; {@link ApiBody#NONE} where it sends nothing. */
    ApiBody body(Outline outline) throws Unsupported;

    /** What an operation answers when all went well. */
    ApiAnswer answer(Outline outline);
}
