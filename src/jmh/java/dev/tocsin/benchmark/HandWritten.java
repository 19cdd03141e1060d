package dev.tocsin.benchmark;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The job as a programmer would write it: how far an engine is from none at all. */
final class HandWritten {

    private HandWritten() {}

    static Map<String, Object> run(Map<String, Object> input, Consumer<Object> action) {
        String severity = (String) input.get("severity");
        int score = (Integer) input.get("score");
        List<?> items = (List<?>) input.get("items");
        boolean risky = score > 50;
        boolean urgent = severity.equals("High") || score > 90;
        boolean noisy = items.size() > 10;
        String impact =
                switch (severity) {
                    case "High" -> "1";
                    case "Medium" -> "2";
                    case "Low" -> "3";
                    default -> "4";
                };
        for (Object each : items) {
            Map<?, ?> item = (Map<?, ?>) each;
            if ((Integer) item.get("score") >= 0) {
                action.accept(item.get("name"));
            }
        }
        action.accept(urgent);
        action.accept(noisy);
        Map<String, Object> output = new LinkedHashMap<>();
        output.put("severity", severity);
        output.put("impact", impact);
        output.put("risky", risky);
        output.put("size", items.size());
        return output;
    }
}
