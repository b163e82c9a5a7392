package dev.vitrine.engine.data;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.Draws.Purpose;
import dev.vitrine.engine.InputException;
import dev.vitrine.engine.text.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Each line is one sequence: input [{@code </s>}, t1 .. tn], targets [t1 .. tn, {@code </s>}], cut to the context and padded
 * to the length of its batch ({@link LengthGroups}). An epoch visits every line once, in an order of its own; the batch of the
 * longest lines may have empty rows. The first targets of a line may be left out of the loss, as those of a chat's prompt.
 */
public final class LineBatches implements Batches {
    private final int[][] lines;
    private final int[] unscored;   // of each line, leading targets that are not scored
    private final int end;
    private final int batchSize;
    private final int time;         // longest row
    private final LengthGroups groups;
    private final Draws draws;
    private final long site;
    private final double lossFloor;
    private final List<String> notes;
    private final int[] inOrder;
    private int epoch = -1;   // whose orders are kept
    private int[] order = {}; // of the lines
    private int[] batches = {};

    /** Every target is scored.
     *  @param lines token ids of each line, without the ends; not modified
     *  @param name  of the training stage: stages of one run see different orders */
    public LineBatches(List<int[]> lines, Tokenizer tokenizer, int batchSize, int contextLength, long seed, String name) {
        this(lines, new int[lines.size()], tokenizer, batchSize, contextLength, seed, name);
    }

    /** @param lines    token ids of each line, without the ends; not modified
     *  @param unscored of each line, how many of its first tokens are no targets of the loss; not modified
     *  @param name     of the training stage: stages of one run see different orders */
    public LineBatches(List<int[]> lines, int[] unscored, Tokenizer tokenizer, int batchSize, int contextLength, long seed,
                       String name) {
        if (lines.isEmpty()) {
            throw new InputException("there is no line to train on; give at least one");
        }
        Sizes.check(batchSize, contextLength);
        this.lines = lines.toArray(int[][]::new);
        this.end = tokenizer.endId();
        this.batchSize = batchSize;
        this.time = Math.min(contextLength, 1 + lines.stream().mapToInt(line -> line.length).max().getAsInt());
        Sizes.checkBatch(batchSize, time);
        this.unscored = unscored.clone();
        checkScored(contextLength);
        this.draws = new Draws(seed);
        this.site = Draws.site(name);
        this.lossFloor = MemorisingFloor.of(targets());
        this.notes = notes(tokenizer, contextLength);
        this.groups = new LengthGroups(IntStream.range(0, this.lines.length).map(this::inputs).toArray(), batchSize);
        this.inOrder = groups.arranged(IntStream.range(0, this.lines.length).toArray());
    }

    @Override
    public int batchSize() {
        return batchSize;
    }

    @Override
    public int time() {
        return time;
    }

    @Override
    public int[] times() {
        return groups.times();
    }

    @Override
    public int time(int step) {
        arrange(step);
        return groups.time(order, batches[step % stepsPerEpoch()]);
    }

    @Override
    public int evaluationTime(int index) {
        return groups.time(inOrder, index);
    }

    @Override
    public int stepsPerEpoch() {
        return Math.ceilDiv(lines.length, batchSize);
    }

    @Override
    public long fill(int step, int[] tokens, int[] targets) {
        arrange(step);
        return fill(order, batches[step % stepsPerEpoch()], tokens, targets);
    }

    /** Makes the orders those of a step's epoch. */
    private void arrange(int step) {
        if (epoch != step / stepsPerEpoch()) {
            epoch = step / stepsPerEpoch();
            order = groups.arranged(draws.permutation(lines.length, Purpose.DATA_ORDER, site, epoch));
            batches = groups.batches(draws, site, epoch);
        }
    }

    @Override
    public int evaluationBatches() {
        return stepsPerEpoch();
    }

    @Override
    public long fillEvaluation(int index, int[] tokens, int[] targets) {
        return fill(inOrder, index, tokens, targets);
    }

    /** Exact: the entropy of the next token given the whole line before it, over all scored targets. */
    @Override
    public double lossFloor() {
        return lossFloor;
    }

    @Override
    public List<String> notes() {
        return notes;
    }

    private long fill(int[] order, int batch, int[] tokens, int[] targets) {
        int length = groups.time(order, batch);
        Arrays.fill(tokens, 0, batchSize * length, end);
        Arrays.fill(targets, 0, batchSize * length, IGNORED);
        long scored = 0;
        int first = batch * batchSize;
        for (int row = 0; row < batchSize && first + row < lines.length; row++) {
            int[] line = lines[order[first + row]];
            int at = row * length;
            int inputs = inputs(order[first + row]);
            System.arraycopy(line, 0, tokens, at + 1, inputs - 1);
            int unscoredHere = unscored[order[first + row]];
            System.arraycopy(line, unscoredHere, targets, at + unscoredHere, Math.min(time, line.length) - unscoredHere);
            if (line.length < time) {
                targets[at + line.length] = end;
            }
            scored += inputs - unscoredHere;
        }
        return scored;
    }

    /** Positions that a line fills. */
    private int inputs(int line) {
        return Math.min(time, lines[line].length + 1);
    }

    private void checkScored(int contextLength) {
        for (int i = 0; i < lines.length; i++) {
            if (unscored[i] >= Math.min(time, lines[i].length + 1)) {
                throw new InputException("line " + (i + 1) + " has no token to score in the context of " + contextLength
                        + " tokens, as its answer begins after " + unscored[i] + "; give a longer context_length or scored 'all'");
            }
        }
    }

    private MemorisingFloor.Line[] targets() {
        MemorisingFloor.Line[] all = new MemorisingFloor.Line[lines.length];
        for (int i = 0; i < lines.length; i++) {
            int[] targets = Arrays.copyOf(lines[i], Math.min(time, lines[i].length + 1));
            if (lines[i].length < time) {
                targets[lines[i].length] = end;
            }
            all[i] = new MemorisingFloor.Line(targets, unscored[i]);
        }
        return all;
    }

    private List<String> notes(Tokenizer tokenizer, int contextLength) {
        List<String> notes = new ArrayList<>();
        long cut = Arrays.stream(lines).filter(line -> line.length + 1 > time).count();
        if (cut > 0) {
            notes.add(cut + " of " + lines.length + (cut == 1 ? " lines is" : " lines are") + " longer than the context of "
                    + contextLength + " tokens and " + (cut == 1 ? "was" : "were") + " cut");
        }
        long unknown = Arrays.stream(lines).flatMapToInt(Arrays::stream).filter(id -> id == tokenizer.unknownId()).count();
        if (unknown > 0) {
            notes.add(unknown + (unknown == 1 ? " piece is" : " pieces are") + " not in the vocabulary and read as "
                    + tokenizer.token(tokenizer.unknownId()));
        }
        return List.copyOf(notes);
    }
}
