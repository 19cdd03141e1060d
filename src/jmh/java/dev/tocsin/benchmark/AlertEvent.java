package dev.tocsin.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The alert that expressions are measured on; the last piece of its evidence is the one sought. */
final class AlertEvent {

    private AlertEvent() {}

    static Map<String, Object> of(int items) {
        List<Object> evidence = new ArrayList<>(items);
        for (int i = 0; i < items; i++) {
            Map<String, Object> item = new LinkedHashMap<>();
            item.put("kind", i % 4 == 3 ? "device" : "file");
            item.put("name", "item-" + i);
            item.put("sha256", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
            item.put("risk", i == items - 1 ? 95L : i * 7L % 90);
            evidence.add(item);
        }
        Map<String, Object> device = new LinkedHashMap<>();
        device.put("name", "ws-042.contoso.com");
        Map<String, Object> made = new LinkedHashMap<>();
        made.put("title", "Suspicious PowerShell command line");
        made.put("severity", "Medium");
        made.put("device", device);
        made.put("evidence", evidence);
        return made;
    }
}
