package dev.tocsin.service.trigger;

import dev.tocsin.schema.SchemaFault;
import dev.tocsin.service.http.Fault;
import dev.tocsin.service.trigger.Starter.Begun;
import dev.tocsin.store.SignalState;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** What became of one alert or incident of a request. */
sealed interface Receipt {

    /** As a status of HTTP: 202, 200 for one that was there already, 422. */
    int status();

    /** For metrics: {@code accepted}, {@code duplicate}, …, {@code refused}. */
    String outcome();

    /** As answers to its sender tell it: what was decided, and not by which rule. */
    MapValue toValue();

    /**
     * It is in the store.
     *
     * @param id at its source
     * @param isNew false where the same body was there already
     * @param detail why it has its state, or null
     * @param runs that it started, now or before
     */
    record Kept(
            String kind,
            String id,
            int revision,
            boolean isNew,
            SignalState state,
            @Nullable String detail,
            List<Begun> runs)
            implements Receipt {

        @Override
        public int status() {
            return isNew ? 202 : 200;
        }

        @Override
        public String outcome() {
            return isNew
                    ? switch (state) {
                        case SUPPRESSED, UNROUTED, ROUTING_FAILED -> state.text();
                        case ARRIVED, ROUTED, PASSED_OVER -> "accepted";
                    }
                    : "duplicate";
        }

        @Override
        public MapValue toValue() {
            return toValue(null);
        }

        /** The same for one of ours, with the rule. */
        MapValue toValueWithDetail() {
            return toValue(detail);
        }

        private MapValue toValue(@Nullable String told) {
            List<Value> started = new ArrayList<>();
            runs.forEach(run -> started.add(run.toValue()));
            MapValue.Builder value =
                    MapValue.builder()
                            .put("accepted", true)
                            .put(kind, id)
                            .put("revision", revision)
                            .put("state", state.text());
            if (told != null) {
                value.put("detail", told);
            }
            return value.put("runs", new ListValue(started)).build();
        }
    }

    /**
     * It is not, and will not be.
     *
     * @param detail what is wrong, for people
     * @param faults where, with pointers into the event
     */
    record Refused(String detail, List<Fault> faults) implements Receipt {

        /** One that does not fit the schema of its source. */
        static Refused of(List<SchemaFault> faults) {
            List<Fault> told = new ArrayList<>();
            faults.forEach(
                    fault -> told.add(new Fault("#" + pointer(fault.path()), fault.message())));
            return new Refused("the event does not fit: " + faults.getFirst().message(), told);
        }

        /** {@code items[3].id} as a JSON Pointer. */
        static String pointer(String path) {
            StringBuilder pointer = new StringBuilder();
            for (String part : path.split("[.\\[]")) {
                String plain = part.endsWith("]") ? part.substring(0, part.length() - 1) : part;
                if (!plain.isEmpty()) {
                    pointer.append('/').append(plain.replace("~", "~0").replace("/", "~1"));
                }
            }
            return pointer.toString();
        }

        @Override
        public int status() {
            return 422;
        }

        @Override
        public String outcome() {
            return "refused";
        }

        @Override
        public MapValue toValue() {
            List<Value> errors = new ArrayList<>();
            for (Fault fault : faults) {
                errors.add(
                        MapValue.builder()
                                .put("pointer", fault.pointer())
                                .put("detail", fault.detail())
                                .build());
            }
            return MapValue.builder()
                    .put("accepted", false)
                    .put("detail", detail)
                    .put("errors", new ListValue(errors))
                    .build();
        }
    }
}
