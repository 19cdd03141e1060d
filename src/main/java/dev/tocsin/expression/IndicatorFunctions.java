package dev.tocsin.expression;

import static dev.tocsin.schema.Type.STRING;

import dev.tocsin.schema.Type;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Functions of links, domains and the other things that an attack leaves in a text. */
final class IndicatorFunctions {

    static final List<String> NAMES = List.of("defang", "refang", "domainOf", "extractIocs");

    private IndicatorFunctions() {}

    static @Nullable Function find(String name) {
        return switch (name) {
            case "defang" ->
                    Function.named(name, "The text with its links and addresses made unclickable")
                            .takes("text", STRING)
                            .gives(STRING)
                            .example(
                                    "defang(\"https://evil.example\")",
                                    "\"hxxps://evil[.]example\"")
                            .as(a -> text(a, Defanged.of(a.text(0))));
            case "refang" ->
                    Function.named(name, "The text with its defanged links and addresses restored")
                            .takes("text", STRING)
                            .gives(STRING)
                            .example(
                                    "refang(\"hxxps[:]//evil[.]example\")",
                                    "\"https://evil.example\"")
                            .as(a -> text(a, Refanged.of(a.text(0))));
            case "domainOf" ->
                    Function.named(
                                    name,
                                    "The domain of a URL, mail address or host name; null where it"
                                            + " has none, as an IP address")
                            .takes("text", STRING)
                            .gives(Types.nullable(STRING))
                            .example(
                                    "domainOf(\"https://Login.Contoso.com:8443/a\")",
                                    "\"login.contoso.com\"")
                            .as(IndicatorFunctions::domainOf);
            case "extractIocs" ->
                    Function.named(
                                    name,
                                    "The addresses, URLs, domains, mail addresses and hashes in a"
                                            + " text, defanged ones too; each once, in its order")
                            .takes("text", STRING)
                            .gives(iocs())
                            .example(
                                    "extractIocs(\"hxxp://evil[.]com from 203.0.113.9\").ips",
                                    "[\"203.0.113.9\"]")
                            .as(Indicators::in);
            default -> null;
        };
    }

    private static Type iocs() {
        Map<String, Type> fields = new LinkedHashMap<>();
        for (String kind : Indicators.KINDS) {
            fields.put(kind, new Type.ListOf(STRING));
        }
        return new Type.Obj(fields, fields.keySet(), false);
    }

    private static Value domainOf(Arguments arguments) {
        String domain = DomainNames.of(arguments.text(0));
        return domain == null ? NullValue.NULL : new StringValue(domain);
    }

    private static Value text(Arguments arguments, String text) {
        arguments.countText(text.length());
        return new StringValue(text);
    }
}
