package dev.vitrine.engine.data;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.Draws.Purpose;
import dev.vitrine.engine.data.augment.Augmenter;
import dev.vitrine.engine.data.source.Text;
import dev.vitrine.engine.text.Tokenizer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Lines that are varied anew in every epoch; measured are they as they stand ({@link LineBatches}). As a line has another
 * length each time, every row is as long as the context. The lines of an epoch are made when its first batch is wanted.
 */
public final class AugmentedLines implements Batches {
    private final LineBatches plain;
    private final List<Text> texts;
    private final boolean answersOnly;
    private final Augmenter augmenter;
    private final Tokenizer tokenizer;
    private final int time;
    private final Draws draws;
    private final long site;
    private final int[][] lines;     // of the epoch
    private final int[] unscored;    // of each of them, leading targets that are not scored
    private int[] order = {};
    private int epoch = -1;

    /** @param plain       the same texts as they stand
     *  @param answersOnly whether the prompts of chats are no targets of the loss */
    public AugmentedLines(LineBatches plain, List<Text> texts, boolean answersOnly, Augmenter augmenter, Tokenizer tokenizer,
                          int contextLength, long seed, String name) {
        this.plain = plain;
        this.texts = texts;
        this.answersOnly = answersOnly;
        this.augmenter = augmenter;
        this.tokenizer = tokenizer;
        this.time = contextLength;
        Sizes.checkBatch(plain.batchSize(), contextLength);
        draws = new Draws(seed);
        site = Draws.site(name);
        lines = new int[texts.size()][];
        unscored = new int[texts.size()];
    }

    @Override
    public int batchSize() {
        return plain.batchSize();
    }

    @Override
    public int time() {
        return time;
    }

    @Override
    public int[] times() {
        return IntStream.concat(Arrays.stream(plain.times()), IntStream.of(time)).distinct().sorted().toArray();
    }

    @Override
    public int evaluationTime(int index) {
        return plain.evaluationTime(index);
    }

    @Override
    public int stepsPerEpoch() {
        return plain.stepsPerEpoch();
    }

    @Override
    public long fill(int step, int[] tokens, int[] targets) {
        if (epoch != step / stepsPerEpoch()) {
            arrange(step / stepsPerEpoch());
        }
        Arrays.fill(tokens, 0, batchSize() * time, tokenizer.endId());
        Arrays.fill(targets, 0, batchSize() * time, IGNORED);
        int first = step % stepsPerEpoch() * batchSize();
        long scored = 0;
        for (int row = 0; row < batchSize() && first + row < lines.length; row++) {
            scored += row(order[first + row], row * time, tokens, targets);
        }
        return scored;
    }

    private int row(int number, int at, int[] tokens, int[] targets) {
        int[] line = lines[number];
        int inputs = Math.min(time, line.length + 1);
        System.arraycopy(line, 0, tokens, at + 1, inputs - 1);
        for (int i = unscored[number]; i < inputs; i++) {
            targets[at + i] = i < line.length ? line[i] : tokenizer.endId();
        }
        return inputs - unscored[number];
    }

    /** Makes the lines those of an epoch. At least one target of each is scored. */
    private void arrange(int wanted) {
        for (int i = 0; i < lines.length; i++) {
            Text varied = augmenter.varied(texts.get(i), wanted, i);
            if (answersOnly && varied.answer() > 0) {
                int[] prompt = augmenter.encode(varied.value().substring(0, varied.answer()), wanted, i);
                int[] answer = tokenizer.encode(varied.value().substring(varied.answer()));
                lines[i] = IntStream.concat(Arrays.stream(prompt), Arrays.stream(answer)).toArray();
                unscored[i] = Math.min(prompt.length, time - 1);
            } else {
                lines[i] = augmenter.encode(varied.value(), wanted, i);
                unscored[i] = 0;
            }
        }
        order = draws.permutation(lines.length, Purpose.DATA_ORDER, site, wanted);
        epoch = wanted;
    }

    @Override
    public int evaluationBatches() {
        return plain.evaluationBatches();
    }

    @Override
    public long fillEvaluation(int index, int[] tokens, int[] targets) {
        return plain.fillEvaluation(index, tokens, targets);
    }

    /** NaN: what varies has no floor that is known. */
    @Override
    public double lossFloor() {
        return Double.NaN;
    }

    @Override
    public List<String> notes() {
        return plain.notes();
    }
}
