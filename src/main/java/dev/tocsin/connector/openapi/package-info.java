/**
 * From an OpenAPI description to a connector file. Text in Swagger 2.0, OpenAPI 3.0 or 3.1 comes
 * in, the text of a {@code connector:} file goes out, with comments where something was guessed or
 * left out. Nothing here reaches outside: no reference to another file or host is followed.
 *
 * <p>The stages: {@link dev.tocsin.connector.openapi.DescriptionReader} makes a tree of the text,
 * {@code DescriptionParser} and the two dialects make the parts of {@code Api} of it, {@code
 * OperationWriter} makes {@code Yaml} of those and {@code YamlWriter} text. Invariant: texts of the
 * description stay data; what they hold changes no structure, no template and no comment. Start
 * reading at {@link dev.tocsin.connector.openapi.OpenApiImport}.
 */
@NullMarked
package dev.tocsin.connector.openapi;

import org.jspecify.annotations.NullMarked;
