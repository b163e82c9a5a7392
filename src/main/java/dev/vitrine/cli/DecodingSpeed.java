package dev.vitrine.cli;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.model.Models;
import dev.vitrine.engine.sample.Decoder;
import dev.vitrine.engine.tensor.Weights;
import dev.vitrine.training.ShardWorkers;

/** Speed of greedy decoding of one sequence, one token at a time. The text begins anew with its last token when the context is full. */
record DecodingSpeed(long tokensPerSecond, long tokensPerCpuSecond, int parameters) {
    private static final long SEED = 1;

    /** Of a pre-norm GPT with the weights that training begins with.
     *  @param tokens that are measured, after a warm-up */
    static DecodingSpeed of(BenchShapes.Shape shape, String backend, int threads, int tokens) {
        Model model = Models.create(TrainingSpeed.gpt(shape, 0).withVocabulary(shape.vocabulary()), new Draws(SEED));
        try (ShardWorkers workers = new ShardWorkers(threads)) {
            Decoder decoder = new Decoder(model, Weights.LIVE, Backends.create(backend), workers);
            return measure(new Greedy(decoder, shape.time(), shape.vocabulary()), 2 * shape.time(), tokens, model.parameters().count());
        }
    }

    private static DecodingSpeed measure(Greedy greedy, int warmUp, int tokens, int parameters) {
        WarmUp.untilQuiet(() -> greedy.go(warmUp));
        double cpu = CpuClock.seconds();
        long at = System.nanoTime();
        greedy.go(tokens);
        double seconds = (System.nanoTime() - at) / 1e9;
        return new DecodingSpeed(Math.round(tokens / seconds), Math.round(tokens / (CpuClock.seconds() - cpu)), parameters);
    }

    /** The text so far; makes no objects. */
    private static final class Greedy {
        private final Decoder decoder;
        private final int vocabulary;
        private final int[] text;
        private int length;
        private int token;

        Greedy(Decoder decoder, int context, int vocabulary) {
            this.decoder = decoder;
            this.vocabulary = vocabulary;
            text = new int[context];
        }

        void go(int tokens) {
            for (int i = 0; i < tokens; i++) {
                length = length == text.length ? 0 : length;
                text[length++] = token;
                float[] logits = decoder.read(text, length);
                token = 0;
                for (int v = 1; v < vocabulary; v++) {
                    token = logits[v] > logits[token] ? v : token;
                }
            }
        }
    }
}
