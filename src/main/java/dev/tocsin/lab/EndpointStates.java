package dev.tocsin.lab;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What machine actions leave behind on devices besides isolation. */
final class EndpointStates {

    private final Company company;
    private final Set<String> restricted = new HashSet<>();
    private final Map<String, List<Value>> quarantined = new LinkedHashMap<>();

    EndpointStates(Company company) {
        this.company = company;
    }

    /** An action ended well. */
    void apply(MapValue action) {
        String machineId = Company.text(action, "machineId");
        switch (Company.text(action, "type")) {
            case "RestrictCodeExecution" -> restricted.add(machineId);
            case "UnrestrictCodeExecution" -> restricted.remove(machineId);
            case "Offboard" -> {
                MapValue device = company.devices().get(machineId);
                if (device != null) {
                    company.devices().set(device, "onboardingStatus", "CanBeOnboarded");
                }
            }
            case "StopAndQuarantineFile" -> {
                if (action.get("relatedFileInfo") instanceof MapValue file) {
                    quarantined
                            .computeIfAbsent(machineId, _ -> new ArrayList<>())
                            .add(new StringValue(Company.text(file, "fileIdentifier")));
                }
            }
            default -> {}
        }
    }

    /** A row for each device. */
    ListValue state() {
        return company.devices()
                .map(
                        device -> {
                            String id = Company.text(device, "id");
                            return MapValue.builder()
                                    .put("computerDnsName", Company.text(device, "computerDnsName"))
                                    .put("onboarding", Company.text(device, "onboardingStatus"))
                                    .put(
                                            "appExecution",
                                            restricted.contains(id) ? "restricted" : "free")
                                    .put(
                                            "quarantined",
                                            new ListValue(
                                                    List.copyOf(
                                                            quarantined.getOrDefault(
                                                                    id, List.of()))))
                                    .build();
                        });
    }
}
