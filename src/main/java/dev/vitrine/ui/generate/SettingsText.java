package dev.vitrine.ui.generate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.engine.sample.Sampling;
import dev.vitrine.ui.Session;
import dev.vitrine.ui.control.Numbers;

/** Settings of token choice in words. */
final class SettingsText {
    private static final String TEMPERATURE = "temperature";

    private SettingsText() {
    }

    /** The temperature, what else does something, and the seed. */
    static String of(Session session, Sampling sampling) {
        StringBuilder text = new StringBuilder();
        for (Knob knob : Knob.ALL) {
            if (knob.acts(sampling) || knob.name().equals(TEMPERATURE)) {
                Number value = knob.value().apply(sampling);
                text.append(session.text("generate." + knob.name())).append(' ')
                        .append(knob.whole() ? Numbers.integer(value.longValue()) : Numbers.format(value.doubleValue())).append(", ");
            }
        }
        if (!sampling.logitBias().isEmpty()) {
            text.append(session.text("generate.biased", Numbers.integer(sampling.logitBias().size()))).append(", ");
        }
        return text.append(session.text("generate.seed")).append(' ').append(sampling.seed()).toString();
    }

    static ObjectNode json(Sampling sampling) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        for (Knob knob : Knob.ALL) {
            Number value = knob.value().apply(sampling);
            if (knob.whole()) {
                json.put(knob.name(), value.longValue());
            } else {
                json.put(knob.name(), value.doubleValue());
            }
        }
        ObjectNode bias = json.putObject("logit_bias");
        sampling.logitBias().forEach((token, added) -> bias.put(Integer.toString(token), added));
        return json.put("seed", sampling.seed());
    }
}
