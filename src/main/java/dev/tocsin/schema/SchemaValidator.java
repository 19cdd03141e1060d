package dev.tocsin.schema;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.dialect.BasicDialectRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.DialectId;
import com.networknt.schema.keyword.KeywordType;

import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import java.util.ArrayList;
import java.util.List;

/** A schema compiled for networknt's validator. Immutable; safe to share between threads. */
final class SchemaValidator {

    /** Without its vocabularies a dialect knows keywords but asserts none of them. */
    private static final String VOCABULARIES = "https://json-schema.org/draft/2020-12/vocab/";

    private final MapValue json;
    private final com.networknt.schema.Schema validator;

    private SchemaValidator(MapValue json, com.networknt.schema.Schema validator) {
        this.json = json;
        this.validator = validator;
    }

    static SchemaValidator of(MapValue json) {
        // Draft 2020-12 without formats, which are not asserted and cost a fifth of the start.
        Dialect dialect =
                Dialect.builder(DialectId.DRAFT_2020_12)
                        .specificationVersion(SpecificationVersion.DRAFT_2020_12)
                        .idKeyword("$id")
                        .keywords(KeywordType.getKeywords(SpecificationVersion.DRAFT_2020_12))
                        .vocabulary(VOCABULARIES + "core")
                        .vocabulary(VOCABULARIES + "applicator")
                        .vocabulary(VOCABULARIES + "validation")
                        .build();
        SchemaRegistryConfig config =
                SchemaRegistryConfig.builder()
                        .regularExpressionFactory(new Re2Patterns())
                        .preloadSchema(false)
                        .formatAssertionsEnabled(false)
                        .build();
        // The loader that it has by default reads the class path only; nothing goes to the network.
        SchemaRegistry registry =
                SchemaRegistry.builder()
                        .defaultDialectId(dialect.getId())
                        .dialectRegistry(new BasicDialectRegistry(dialect))
                        .schemaRegistryConfig(config)
                        .build();
        return new SchemaValidator(json, registry.getSchema(SchemaNodes.of(json)));
    }

    /** What does not hold, in the order of the validator. */
    List<Violation> check(Value instance) {
        List<Error> errors = validator.validate(ValueNodes.of(instance));
        if (errors.isEmpty()) {
            return List.of();
        }
        List<Violation> violations = new ArrayList<>(errors.size());
        for (Error error : errors) {
            Violation violation = Violation.from(error, json);
            if (violation != null && !violations.contains(violation)) {
                violations.add(violation);
            }
        }
        if (violations.isEmpty()) {
            // What the validator refuses must not pass because nothing could be said of it.
            throw new IllegalStateException(
                    "refused without a finding: " + errors.getFirst().getSchemaLocation());
        }
        return violations;
    }
}
