package dev.tocsin.service.http;

import dev.tocsin.service.access.Permission;
import dev.tocsin.service.access.Role;

import java.util.ArrayList;
import java.util.List;

/** How problems and documents name who may. */
final class PermissionWords {

    private PermissionWords() {}

    /** {@code operator or admin}. */
    static String roles(Permission permission) {
        List<String> words = new ArrayList<>();
        for (Role role : Role.values()) {
            if (permission.roles().contains(role)) {
                words.add(role.word());
            }
        }
        int last = words.size() - 1;
        return last == 0
                ? words.getFirst()
                : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
    }
}
