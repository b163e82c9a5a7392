package dev.vitrine.ui.generate;

import dev.vitrine.engine.sample.Sampling;
import dev.vitrine.ui.SamplingSettings;
import java.util.List;
import java.util.function.Function;
import javafx.beans.property.Property;

/**
 * A setting of token choice that is one number.
 *
 * @param name    of its processor, and of its texts {@code generate.<name>} and {@code generate.<name>.tip}
 * @param neutral where it does nothing
 */
record Knob(String name, boolean whole, double min, double max, double step, double neutral, Function<Sampling, Number> value,
            Function<SamplingSettings, Property<Number>> property) {
    /** In the order in which they act. */
    static final List<Knob> ALL = List.of(
            new Knob("repetition_penalty", false, 0.01, 100, 0.05, 1, Sampling::repetitionPenalty,
                    SamplingSettings::repetitionPenaltyProperty),
            new Knob("presence_penalty", false, -100, 100, 0.1, 0, Sampling::presencePenalty, SamplingSettings::presencePenaltyProperty),
            new Knob("frequency_penalty", false, -100, 100, 0.1, 0, Sampling::frequencyPenalty,
                    SamplingSettings::frequencyPenaltyProperty),
            new Knob("no_repeat_ngram", true, 0, 1000, 1, 0, Sampling::noRepeatNgram, SamplingSettings::noRepeatNgramProperty),
            new Knob("temperature", false, 0, SamplingSettings.HOTTEST, 0.05, 1, Sampling::temperature,
                    SamplingSettings::temperatureProperty),
            new Knob("top_k", true, 0, 1_000_000, 1, 0, Sampling::topK, SamplingSettings::topKProperty),
            new Knob("top_p", false, 0.001, 1, 0.01, 1, Sampling::topP, SamplingSettings::topPProperty),
            new Knob("min_p", false, 0, 1, 0.01, 0, Sampling::minP, SamplingSettings::minPProperty),
            new Knob("typical_p", false, 0.001, 1, 0.01, 1, Sampling::typicalP, SamplingSettings::typicalPProperty));

    boolean acts(Sampling sampling) {
        return value.apply(sampling).doubleValue() != neutral;
    }
}
