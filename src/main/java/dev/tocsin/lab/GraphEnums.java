package dev.tocsin.lab;

import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Enumerations that grew after their sentinel: who does not ask for the new members gets the
 * sentinel in their place.
 *
 * @see <a
 *     href="https://learn.microsoft.com/en-us/graph/best-practices-concept#handling-future-members-in-evolvable-enumerations">evolvable
 *     enumerations</a>
 */
final class GraphEnums {

    static final Set<String> CLASSIFICATIONS =
            Set.of("unknown", "falsePositive", "truePositive", "informationalExpectedActivity");

    static final Set<String> DETERMINATIONS =
            Set.of(
                    "unknown",
                    "apt",
                    "malware",
                    "securityPersonnel",
                    "securityTesting",
                    "unwantedSoftware",
                    "other",
                    "multiStagedAttack",
                    "compromisedAccount",
                    "phishing",
                    "maliciousUserActivity",
                    "notMalicious",
                    "notEnoughDataToValidate",
                    "confirmedActivity",
                    "lineOfBusinessApplication");

    /** Why alerts or incidents belong together; several may be given, with commas. */
    static final Set<String> CORRELATION_REASONS =
            Set.of(
                    "repeatedAlertOccurrence",
                    "sameGeography",
                    "similarArtifacts",
                    "sameTargetedAsset",
                    "sameNetworkSegment",
                    "eventSequence",
                    "timeFrame",
                    "sameThreatSource",
                    "similarTTPsOrBehavior",
                    "sameActor",
                    "sameCampaign",
                    "sharedIndicators",
                    "sameAsset",
                    "networkProximity",
                    "eventCasualSequence",
                    "temporalProximity",
                    "lateralMovementPath");

    private static final String PREFERENCE = "include-unknown-enum-members";
    private static final String SENTINEL = "unknownFutureValue";

    /** Members behind the sentinel that the lab's data has, by property. */
    private static final Map<String, Set<String>> LATER =
            Map.of(
                    "serviceSource",
                    Set.of("microsoftDefenderForCloud", "microsoftSentinel"),
                    "detectionSource",
                    Set.of("microsoftSentinel", "scheduledAlerts", "nrtAlerts"),
                    "status",
                    Set.of("awaitingAction"));

    private GraphEnums() {}

    /** Defender has {@code Active} where Graph has {@code active}. */
    static Value camel(@Nullable String text) {
        return text == null || text.isEmpty()
                ? NullValue.NULL
                : new StringValue(
                        text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1));
    }

    /**
     * @param prefer the header of that name, or null
     */
    static MapValue shown(MapValue row, @Nullable String prefer) {
        if (prefer != null && prefer.contains(PREFERENCE)) {
            return row;
        }
        MapValue shown = row;
        for (Map.Entry<String, Set<String>> later : LATER.entrySet()) {
            String value = row.text(later.getKey());
            if (value != null && later.getValue().contains(value)) {
                shown = Table.with(shown, later.getKey(), new StringValue(SENTINEL));
            }
        }
        return shown;
    }
}
