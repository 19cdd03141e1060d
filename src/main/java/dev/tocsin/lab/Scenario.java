package dev.tocsin.lab;

import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.document.Document;
import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

/**
 * The company that a lab starts with, as a file {@code lab: NAME} describes it; the structure of
 * such a file is {@code schema/lab.schema.json}. Immutable, and checked: whatever one entry calls
 * another is there.
 */
public final class Scenario {

    private final MapValue company;
    private final Base base;

    /** What stands below the file. */
    enum Base {
        /** Nothing. */
        NOTHING,
        /** Contoso, because the file extends it. */
        CONTOSO,
        /** It is Contoso. */
        ITSELF
    }

    /**
     * @param company the short form, with what it extends
     */
    Scenario(MapValue company, Base base) {
        this.company = company;
        this.base = base;
    }

    /** The company that ships: five people, six devices, eight alerts. */
    public static Scenario contoso() {
        return new Scenario(ScenarioParser.contoso(), Base.ITSELF);
    }

    /**
     * Reads a scenario.
     *
     * @param diagnostics gets what is wrong with its structure, and with what its entries call each
     *     other
     * @return null where anything is wrong
     */
    public static @Nullable Scenario parse(Document document, Diagnostics diagnostics) {
        return ScenarioParser.parse(document, diagnostics);
    }

    /** As the key {@code lab} has it. */
    public String name() {
        return Fields.text(company, "lab", "");
    }

    /** What the company is called. */
    String title() {
        String name = name();
        String capital = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        return Fields.text(company, "title", capital.replace('-', ' '));
    }

    /** Completes user principal names and names of devices. */
    String domain() {
        return Fields.text(company, "domain", name() + ".example");
    }

    /** Whether the services hold to their documented limits. */
    boolean throttles() {
        return Fields.flag(company, "throttling", true);
    }

    /** What the app registration was granted. */
    Grants grants() {
        return Grants.from(Fields.map(Fields.map(company, "access"), "permissions"));
    }

    MapValue company() {
        return company;
    }

    Base base() {
        return base;
    }

    /** What each stand-in starts with. */
    StartData start() {
        return new StartData(this);
    }
}
