package dev.tocsin.cli;

import dev.tocsin.diagnostic.Profile;
import dev.tocsin.diagnostic.Suggestion;

import java.util.ArrayList;
import java.util.List;

/** {@code --profile}, wherever playbooks are checked. */
final class ProfileOption {

    private static final String NAME = "profile";

    private ProfileOption() {}

    static org.apache.commons.cli.Option option() {
        return Arguments.valued(NAME);
    }

    /** What was asked for, else {@link Profile#STANDARD}. */
    static Profile from(Arguments arguments) throws CommandFault {
        String word = arguments.value(NAME);
        if (word == null) {
            return Profile.STANDARD;
        }
        List<String> words = new ArrayList<>();
        for (Profile profile : Profile.values()) {
            if (profile.word().equals(word)) {
                return profile;
            }
            words.add(profile.word());
        }
        String near = Suggestion.closest(word, words);
        throw CommandFault.usage(
                "unknown profile `" + word + "`",
                near == null
                        ? "the profiles are `min`, `standard` and `strict`"
                        : "did you mean `" + near + "`?");
    }
}
