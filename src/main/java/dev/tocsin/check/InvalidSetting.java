package dev.tocsin.check;

import dev.tocsin.connector.Settings;
import dev.tocsin.connector.Settings.Setting;
import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.diagnostic.Suggestion;
import dev.tocsin.playbook.Parameter;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.playbook.ProjectPlaybooks;
import dev.tocsin.playbook.ProjectPlaybooks.Found;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Settings of playbooks or inputs that there are not, or of values that do not fit. */
public final class InvalidSetting {

    private final ProjectPlaybooks project;
    private final Diagnostics diagnostics;
    private final Map<String, List<Found>> known = new HashMap<>();

    private InvalidSetting(ProjectPlaybooks project, Diagnostics diagnostics) {
        this.project = project;
        this.diagnostics = diagnostics;
    }

    public static void check(Settings settings, ProjectPlaybooks project, Diagnostics diagnostics) {
        InvalidSetting check = new InvalidSetting(project, diagnostics);
        for (Setting setting : settings.all()) {
            check.check(setting);
        }
    }

    private void check(Setting setting) {
        List<Found> files = known.computeIfAbsent(setting.playbook(), project::named);
        if (files.isEmpty()) {
            Note near = Suggestion.note(setting.playbook(), project.ids());
            diagnostics.report(
                    Code.INVALID_SETTING,
                    setting.source(),
                    setting.playbookSpan(),
                    "the project has no playbook `" + setting.playbook() + "`",
                    near == null ? Note.help("name it by the id behind its key `playbook`") : near);
            return;
        }
        Playbook playbook = files.getFirst().playbook();
        if (playbook == null) {
            return;
        }
        Parameter input = inputOf(playbook, setting.input());
        if (input == null) {
            unknownInput(setting, playbook);
        } else {
            SettingValue.of(setting, input, diagnostics);
        }
    }

    private static @Nullable Parameter inputOf(Playbook playbook, String name) {
        for (Parameter input : playbook.inputs()) {
            if (input.name().text().equals(name)) {
                return input;
            }
        }
        return null;
    }

    private void unknownInput(Setting setting, Playbook playbook) {
        List<String> names = new ArrayList<>();
        for (Parameter input : playbook.inputs()) {
            names.add(input.name().text());
        }
        Note near = Suggestion.note(setting.input(), names);
        diagnostics.report(
                Code.INVALID_SETTING,
                setting.source(),
                setting.inputSpan(),
                "`" + playbook.id() + "` has no input `" + setting.input() + "`",
                near != null
                        ? near
                        : Note.fact(
                                names.isEmpty()
                                        ? "it takes no inputs"
                                        : "its inputs are " + ActionCheck.listed(names)));
    }
}
