package dev.tocsin.diagnostic;

import static dev.tocsin.diagnostic.Code.Ignoring.MAY_BE_IGNORED;
import static dev.tocsin.diagnostic.Code.Ignoring.MAY_NOT_BE_IGNORED;
import static dev.tocsin.diagnostic.Severity.ERROR;
import static dev.tocsin.diagnostic.Severity.WARNING;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

/**
 * Every kind of mistake that Tocsin reports. The printed form is the name in kebab case; each has a
 * page in {@code src/main/resources/explain} and a golden case in {@code
 * src/test/resources/golden/check}, and a test holds that.
 */
public enum Code {
    // Reading the file
    FILE_UNREADABLE(ERROR),
    FILE_EMPTY(ERROR),
    FILE_TOO_LARGE(ERROR),
    FILE_NOT_TEXT(ERROR),
    HIDDEN_CHARACTER(ERROR),

    // Comments that hide a finding
    INVALID_IGNORE(WARNING, MAY_NOT_BE_IGNORED),
    IGNORE_WITHOUT_REASON(ERROR),
    IGNORE_NOT_ALLOWED(WARNING, MAY_NOT_BE_IGNORED),
    UNKNOWN_CODE(WARNING, MAY_NOT_BE_IGNORED),
    UNUSED_IGNORE(WARNING, MAY_NOT_BE_IGNORED),

    // YAML
    YAML_SYNTAX(ERROR),
    YAML_TAB(ERROR),
    YAML_TOO_DEEP(ERROR),
    YAML_ANCHOR(ERROR),
    YAML_TAG(ERROR),
    YAML_MERGE_KEY(ERROR),
    YAML_SEVERAL_DOCUMENTS(ERROR),
    YAML_COMMENT_CUTS_VALUE(ERROR),
    YAML_UNQUOTED_EXPRESSION(ERROR),
    DUPLICATE_KEY(ERROR),

    // Structure
    UNKNOWN_KIND(ERROR),
    UNKNOWN_KEY(ERROR),
    MISSING_KEY(ERROR),
    WRONG_TYPE(ERROR),
    INVALID_VALUE(ERROR),
    UNKNOWN_STEP_KIND(ERROR),
    SEVERAL_STEP_KINDS(ERROR),
    CONFLICTING_KEYS(ERROR),
    INVALID_ID(ERROR),
    INVALID_DURATION(ERROR),
    INVALID_SCHEMA(ERROR),

    // Expressions
    EXPRESSION_SYNTAX(ERROR),
    MISSING_BRACES(WARNING),
    UNKNOWN_NAME(ERROR),
    UNKNOWN_FIELD(ERROR),
    UNKNOWN_FUNCTION(ERROR),
    WRONG_ARGUMENTS(ERROR),
    TYPE_MISMATCH(ERROR),
    INVALID_PATTERN(ERROR),
    IMPOSSIBLE_COMPARISON(ERROR),
    NULL_USED(ERROR),
    MAY_BE_MISSING(WARNING, Profile.STRICT),
    SECRET_DECIDES(ERROR),
    SECRET_EXPOSED(ERROR),
    REVEALED_SECRET(WARNING),
    RAW_TEXT(WARNING),

    // Playbooks
    DUPLICATE_ID(ERROR),
    DUPLICATE_CASE(ERROR),
    DUPLICATE_CHOICE(ERROR),
    UNKNOWN_CHOICE(ERROR),
    RESERVED_CHOICE(ERROR),
    NOBODY_TO_ASK(ERROR),
    TOO_FEW_ADDRESSES(WARNING),
    AFTER_TIMEOUT(ERROR),
    SHADOWED_NAME(ERROR),
    UNKNOWN_CONNECTOR(ERROR),
    UNKNOWN_OPERATION(ERROR),
    UNKNOWN_INPUT(ERROR),
    MISSING_INPUT(ERROR),
    INVALID_INPUT(ERROR),
    DEPRECATED_VALUE(ERROR),
    UNKNOWN_VARIABLE(ERROR),
    UNKNOWN_SOURCE(ERROR),
    INVALID_CRON(ERROR),
    CRON_NEVER_FIRES(ERROR),
    UNKNOWN_TIME_ZONE(ERROR),
    NOT_A_JOB(ERROR),
    UNKNOWN_PLAYBOOK(ERROR),
    DUPLICATE_PLAYBOOK(ERROR),
    NOT_CALLABLE(ERROR),
    UNCHECKED_CALL(ERROR),
    RECURSIVE_CALL(ERROR),
    CALLS_TOO_DEEP(ERROR),
    NOT_A_READ(ERROR),
    MISPLACED_STEP(ERROR),
    UNREACHABLE_STEP(WARNING),
    SHARED_VARIABLE(ERROR),
    INVALID_OUTPUT(ERROR),
    UNDECIDED_CONTAINMENT(ERROR, MAY_BE_IGNORED),
    CONTAINMENT_BY_SILENCE(ERROR, MAY_BE_IGNORED),
    NEEDLESS_UNATTENDED(WARNING),
    NEEDLESS_ON_UNKNOWN(WARNING),
    REPEATED_CHANGE(WARNING),
    HARD_CODED_CREDENTIAL(ERROR, MAY_BE_IGNORED),
    CONSTANT_CONDITION(WARNING),
    UNHANDLED_ENUM_VALUE(WARNING),
    UNHANDLED_CHANGE(WARNING),
    UNUSED_INPUT(WARNING),
    UNUSED_CONSTANT(WARNING),
    UNUSED_VARIABLE(WARNING),
    UNUSED_RESULT(WARNING),

    // Connectors and connections
    INVALID_CONNECTOR(ERROR),
    DUPLICATE_CONNECTOR(ERROR),
    INVALID_CONNECTION(ERROR),
    INVALID_DESCRIPTION(ERROR),
    CREDENTIAL_IN_FILE(ERROR),
    INVALID_SETTING(ERROR),

    // Policies
    DUPLICATE_POLICY(ERROR),
    DUPLICATE_ORDER(ERROR),
    SIGNAL_NOT_TAKEN(ERROR),
    UNREACHABLE_ROUTE(WARNING),
    POLICY_EXPIRES(WARNING),
    MISPLACED_POLICY(WARNING),

    // The operator's configuration
    INVALID_SERVICE_FILE(ERROR),
    UNENCRYPTED_SERVICE(ERROR),

    // Scenarios of the lab
    UNKNOWN_REFERENCE(ERROR),
    DUPLICATE_NAME(ERROR),

    // The data a run is given
    INVALID_JSON(ERROR),
    EVENT_DOES_NOT_FIT(ERROR),
    EVENT_PASSED_OVER(WARNING),
    EVENT_NOT_COMPLETED(ERROR),
    EVENT_NOT_MAPPED(ERROR),
    INVALID_RUN_INPUT(ERROR),
    MISSING_CONNECTION(ERROR),
    UNRESOLVED_CREDENTIAL(ERROR),
    NO_STAND_IN(ERROR);

    /**
     * Whether a comment in the file may hide it. A warning is advice and may be declined; so may an
     * error that says that a playbook which would run may do harm. What cannot be read or run
     * cannot be ignored either.
     */
    enum Ignoring {
        MAY_BE_IGNORED,
        MAY_NOT_BE_IGNORED
    }

    private final Severity severity;
    private final Profile from;
    private final Ignoring ignoring;
    private final String id = name().toLowerCase(Locale.ROOT).replace('_', '-');

    Code(Severity severity) {
        this(severity, severity == ERROR ? MAY_NOT_BE_IGNORED : MAY_BE_IGNORED);
    }

    Code(Severity severity, Ignoring ignoring) {
        this(severity, severity == ERROR ? Profile.MIN : Profile.STANDARD, ignoring);
    }

    Code(Severity severity, Profile from) {
        this(severity, from, MAY_BE_IGNORED);
    }

    Code(Severity severity, Profile from, Ignoring ignoring) {
        this.severity = severity;
        this.from = from;
        this.ignoring = ignoring;
    }

    /** As printed and as asked for with {@code tocsin explain}: {@code unknown-operation}. */
    public String id() {
        return id;
    }

    public Severity severity() {
        return severity;
    }

    /** The least profile that reports it. */
    public Profile from() {
        return from;
    }

    /** Whether a comment in the file may hide it: {@code # tocsin: ignore[code] reason}. */
    public boolean mayBeIgnored() {
        return ignoring == MAY_BE_IGNORED;
    }

    /** Whether its span holds what nobody may see: what is printed ends up in logs. */
    public boolean marksSecret() {
        return this == CREDENTIAL_IN_FILE || this == HARD_CODED_CREDENTIAL;
    }

    /**
     * Whether an error elsewhere in the file may be all that is behind it: a misspelt use makes the
     * name unused.
     */
    public boolean mayFollowFromErrors() {
        return switch (this) {
            case NEEDLESS_UNATTENDED,
                    NEEDLESS_ON_UNKNOWN,
                    CONSTANT_CONDITION,
                    UNHANDLED_CHANGE,
                    UNUSED_INPUT,
                    UNUSED_CONSTANT,
                    UNUSED_VARIABLE,
                    UNUSED_RESULT ->
                    true;
            default -> false;
        };
    }

    /** The code that is printed as {@code id}, or null. */
    public static @Nullable Code find(String id) {
        for (Code code : values()) {
            if (code.id.equals(id)) {
                return code;
            }
        }
        return null;
    }
}
