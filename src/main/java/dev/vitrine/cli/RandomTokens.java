package dev.vitrine.cli;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.data.Batches;
import dev.vitrine.engine.text.Tokenizer;
import java.util.List;

/** A text without end or meaning, to measure speed on: the token after x is (7 x + 3) mod V. */
record RandomTokens(int batchSize, int time, int vocabSize, long seed) implements Batches, Tokenizer {
    @Override
    public int stepsPerEpoch() {
        return 1;
    }

    @Override
    public long fill(int step, int[] tokens, int[] targets) {
        Draws draws = new Draws(seed);
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = draws.below(vocabSize, Draws.Purpose.DATA_ORDER, 0, step, i);
            targets[i] = (7 * tokens[i] + 3) % vocabSize;
        }
        return tokens.length;
    }

    @Override
    public int evaluationBatches() {
        return 1;
    }

    @Override
    public long fillEvaluation(int index, int[] tokens, int[] targets) {
        return fill(index, tokens, targets);
    }

    @Override
    public double lossFloor() {
        return Double.NaN;
    }

    @Override
    public List<String> notes() {
        return List.of();
    }

    @Override
    public int[] encode(String text) {
        return new int[0];
    }

    @Override
    public String decode(int[] ids) {
        return "";
    }

    @Override
    public String token(int id) {
        return Integer.toString(id);
    }

    @Override
    public int endId() {
        return 0;
    }

    @Override
    public int unknownId() {
        return 0;
    }

    @Override
    public List<String> unknown(String text) {
        return List.of();
    }
}
