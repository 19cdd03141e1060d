package dev.tocsin.connector;

import dev.tocsin.document.MapNode;
import dev.tocsin.document.Node;
import dev.tocsin.source.SourceText;
import dev.tocsin.source.Span;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Values that {@code connections.yaml} gives to inputs of playbooks, for runs that nobody starts by
 * hand: {@code settings: {playbook-id: {input: value}}}. Immutable.
 */
public final class Settings {

    /**
     * One value.
     *
     * @param playbook the id of a playbook
     * @param playbookSpan where that stands
     * @param input the name of an input
     * @param inputSpan where that stands
     * @param source the file
     */
    public record Setting(
            String playbook,
            Span playbookSpan,
            String input,
            Span inputSpan,
            Node value,
            SourceText source) {}

    public static final Settings NONE = new Settings(List.of(), Map.of());

    private final List<Setting> all;
    private final Map<String, Setting> chosen;

    private Settings(List<Setting> all, Map<String, Setting> chosen) {
        this.all = List.copyOf(all);
        this.chosen = Map.copyOf(chosen);
    }

    /** Those of every environment, in the order of the file. */
    public List<Setting> all() {
        return all;
    }

    /** What the chosen environment gives to an input, else the file for all of them, or null. */
    public @Nullable Setting find(String playbook, String input) {
        return chosen.get(playbook + "." + input);
    }

    /** Reads the {@code settings} of a file and of its environments. */
    static final class Reader {

        private final List<Setting> all = new ArrayList<>();
        private final Map<String, Setting> chosen = new HashMap<>();

        /**
         * @param owner may hold the key {@code settings}
         * @param counts whether it is the file itself or the chosen environment
         */
        void read(MapReader owner, boolean counts) {
            MapReader settings = owner.map("settings");
            if (settings == null) {
                return;
            }
            for (MapNode.Entry playbook : settings.node().entries()) {
                MapReader inputs = settings.map(playbook.key().text());
                if (inputs == null) {
                    continue;
                }
                for (MapNode.Entry input : inputs.node().entries()) {
                    Setting setting =
                            new Setting(
                                    playbook.key().text(),
                                    playbook.key().span(),
                                    input.key().text(),
                                    input.key().span(),
                                    input.value(),
                                    owner.source());
                    all.add(setting);
                    if (counts) {
                        chosen.put(setting.playbook() + "." + setting.input(), setting);
                    }
                }
            }
        }

        Settings settings() {
            return all.isEmpty() ? NONE : new Settings(all, chosen);
        }
    }
}
