package dev.vitrine.engine.sample;

import dev.vitrine.engine.Registry;

/**
 * Every processor of scores, in the order in which they act: that of Hugging Face's {@code generate}, what changes logits first,
 * then the temperature, then what leaves tokens out. To add one: write the class, add the line.
 */
public final class Processors {
    public static final Registry<Processor> REGISTRY = new Registry<Processor>("processor")
            .add("logit_bias", new LogitBias())
            .add("repetition_penalty", new RepetitionPenalty())
            .add("presence_penalty", new PresencePenalty())
            .add("frequency_penalty", new FrequencyPenalty())
            .add("no_repeat_ngram", new NoRepeatNgram())
            .add("temperature", new Temperature())
            .add("top_k", new TopK())
            .add("top_p", new TopP())
            .add("min_p", new MinP())
            .add("typical_p", new TypicalP());

    private Processors() {
    }
}
