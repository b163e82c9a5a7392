package dev.vitrine.ui.settings;

import dev.vitrine.training.RunConfig;
import java.util.List;

/**
 * What a run with a config would be.
 *
 * @param refusal    why it cannot be started, in a sentence; empty where it can, and else all that follows may be missing
 * @param steps      training steps in all
 * @param vocabulary V, of the tokenizer learned from the texts
 * @param parameters learned numbers, as the engine counts them
 * @param memory     what it takes, largest things the engine keeps
 * @param plans      of the learning rate, one for each stage
 */
record Forecast(RunConfig config, String refusal, int steps, int vocabulary, long parameters, List<Memory> memory,
                List<Plan> plans) {
    /**
     * @param what  names its text
     * @param bytes that it takes
     */
    record Memory(String what, long bytes) {
    }

    static Forecast refused(RunConfig config, String why, List<Plan> plans) {
        return new Forecast(config, why, 0, 0, 0, List.of(), plans);
    }

    long bytes() {
        return memory.stream().mapToLong(Memory::bytes).sum();
    }
}
