package dev.tocsin.service.http;

import dev.tocsin.value.Json;

import java.util.List;

/** The document of the table, itself a row of it. */
final class DocumentRoutes {

    private DocumentRoutes() {}

    /**
     * The table with its document.
     *
     * @param version of Tocsin
     */
    static RouteTable documented(RouteTable table, String version) {
        ApiShapes shapes = ApiShapes.load();
        String[] document = new String[1];
        Route route =
                Route.get("/v1/openapi.json")
                        .needs(new Needs.Nothing("it describes what is in the manual as well"))
                        .summary("This document")
                        .answers(
                                200,
                                "OpenAPI 3.1",
                                ApiSchema.of(
                                        """
                                        {"type": "object",
                                         "required": ["openapi", "info", "paths", "components"]}
                                        """))
                        .does(_ -> Response.text("application/json", document[0]));
        RouteTable all = RouteTable.of(table.routes(), List.of(route));
        document[0] = Json.write(OpenApi.of(all, shapes, version));
        return all;
    }
}
