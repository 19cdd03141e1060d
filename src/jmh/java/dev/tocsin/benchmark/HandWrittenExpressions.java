package dev.tocsin.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The three expressions as a programmer would write them over parsed JSON. */
final class HandWrittenExpressions {

    private HandWrittenExpressions() {}

    static Object evaluate(ExpressionKind kind, Map<String, Object> event) {
        return switch (kind) {
            case CONDITION -> condition(event);
            case TEMPLATE -> template(event);
            case FILTER_MAP -> filterMap(event);
        };
    }

    private static boolean condition(Map<String, Object> event) {
        String severity = (String) event.get("severity");
        if (!severity.equals("High") && !severity.equals("Medium")) {
            return false;
        }
        for (Object each : (List<?>) event.get("evidence")) {
            Map<?, ?> item = (Map<?, ?>) each;
            if (item.get("kind").equals("device") && (Long) item.get("risk") > 90) {
                return true;
            }
        }
        return false;
    }

    private static String template(Map<String, Object> event) {
        return "Alert "
                + event.get("title")
                + " on "
                + ((Map<?, ?>) event.get("device")).get("name")
                + " ("
                + event.get("severity")
                + "): "
                + ((List<?>) event.get("evidence")).size()
                + " pieces";
    }

    private static List<Object> filterMap(Map<String, Object> event) {
        List<Object> found = new ArrayList<>();
        for (Object each : (List<?>) event.get("evidence")) {
            Map<?, ?> item = (Map<?, ?>) each;
            if ((Long) item.get("risk") >= 50) {
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("name", item.get("name"));
                one.put("hash", item.get("sha256"));
                found.add(one);
            }
        }
        return found;
    }
}
