package dev.vitrine.training.metrics;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.slf4j.event.KeyValuePair;

/** An event as a JSON object in a line: time, level, event, then its own fields, and of a defect where it happened. */
final class JsonLine extends EncoderBase<ILoggingEvent> {
    private static final byte[] NOTHING = {};
    private static final int FRAMES = 30;

    @Override
    public byte[] encode(ILoggingEvent event) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("time", event.getInstant().toString())
                .put("level", event.getLevel().toString().toLowerCase(Locale.ROOT)).put("event", event.getFormattedMessage());
        if (event.getKeyValuePairs() != null) {
            event.getKeyValuePairs().forEach(pair -> put(json, pair));
        }
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null) {
            json.put("error", thrown.getClassName() + ": " + thrown.getMessage());
            ArrayNode trace = json.putArray("trace");
            Arrays.stream(thrown.getStackTraceElementProxyArray()).limit(FRAMES).forEach(frame -> trace.add(frame.getStackTraceElement().toString()));
        }
        return (json + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static void put(ObjectNode json, KeyValuePair pair) {
        switch (pair.value) {
            case Integer x -> json.put(pair.key, x);
            case Long x -> json.put(pair.key, x);
            case Float x when Float.isFinite(x) -> json.put(pair.key, x);
            case Double x when Double.isFinite(x) -> json.put(pair.key, x);
            case Float _, Double _ -> json.putNull(pair.key);
            case Boolean x -> json.put(pair.key, x);
            case null -> json.putNull(pair.key);
            default -> json.put(pair.key, pair.value.toString());
        }
    }

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }
}
