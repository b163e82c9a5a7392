package dev.vitrine.training;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.layer.PassContext;
import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.model.ModelConfig;
import dev.vitrine.engine.model.ModelPass;
import dev.vitrine.engine.model.Models;
import dev.vitrine.engine.model.ReasoningPass;
import dev.vitrine.engine.model.Segment;
import dev.vitrine.engine.tensor.Weights;
import java.util.ArrayList;
import java.util.List;
import org.ejml.data.FMatrixRMaj;

/**
 * Lets a model think about puzzles on a copy of its weights, as evaluation does: always M segments, without dropout. A model
 * without states to carry on, the plain Transformer, makes one update, which is its answer.
 */
public final class Thinker {
    private static final String PATTERN = ".attn.pattern";

    private final Command.WeightsAt from;
    private final Kernels kernels;

    /** @param kernels of the calling thread */
    public Thinker(Command.WeightsAt from, Kernels kernels) {
        this.from = from;
        this.kernels = kernels;
    }

    /** Of the run, whose weights think. */
    public int state() {
        return from.step();
    }

    /** The model as it was made. */
    public ModelConfig config() {
        return from.model().config();
    }

    /** The thoughts about some puzzles of one length, worked as a batch. @param questions not modified */
    public List<Thought> think(List<int[]> questions, WhatIf how) {
        Recording recording = new Recording(from, questions, pass(questions, how));
        work(pass(questions, how), questions, how, recording);
        return recording.thoughts();
    }

    /**
     * What is answered after each segment.
     *
     * @param questions not modified
     * @return [segment][puzzle] the likeliest ids
     */
    public int[][][] answers(List<int[]> questions, WhatIf how) {
        List<int[][]> all = new ArrayList<>();
        work(pass(questions, how), questions, how, new Watcher() {
            @Override
            public void ended(ModelPass pass) {
                all.add(likeliest(pass.logits(), questions.size()));
            }
        });
        return all.toArray(int[][][]::new);
    }

    /**
     * Where the positions looked in an update.
     *
     * @param question not modified
     * @return (NH, S, S) for each block that the update went through; empty where positions are not mixed by attention
     */
    public List<float[]> patterns(int[] question, WhatIf how, Thought.Update at) {
        List<float[]> patterns = new ArrayList<>();
        List<int[]> questions = List.of(question);
        work(pass(questions, how), questions, how.withSegments(at.segment() + 1), new Watcher() {
            @Override
            public void updated(Moment moment, Segment piece, ModelPass pass) {
                if (moment == null || moment.is(at)) {
                    piece.tensors((name, shape, filler) -> {
                        if (name.endsWith(PATTERN) && !name.startsWith("grad.")) {
                            float[] pattern = new float[shape.count()];
                            filler.fill(pattern);
                            patterns.add(pattern);
                        }
                    });
                }
            }
        });
        return patterns;
    }

    private ModelPass pass(List<int[]> questions, WhatIf how) {
        ModelConfig own = from.model().config();
        Model model = from.model();
        Weights weights = from.weights();
        if (own.hCycles() != how.hCycles() || own.lCycles() != how.lCycles()) {
            model = Models.create(own.withCycles(how.hCycles(), how.lCycles()), new Draws(0));
            weights = p -> from.weights().of(from.model().parameters().get(p.name()));
        }
        return model.newPass(PassContext.evaluation(questions.size(), questions.getFirst().length, weights, kernels));
    }

    private static void work(ModelPass pass, List<int[]> questions, WhatIf how, Watcher watcher) {
        write(pass, questions);
        if (pass instanceof ReasoningPass reasoning) {
            start(reasoning, how.swapStarts());
            watcher.began(reasoning);
            for (int m = 0; m < how.segments(); m++) {
                for (WhatIf.Edit edit : how.edits()) {
                    edit(pass, questions, edit, m);
                }
                segment(reasoning, m, questions.size(), how, watcher);
                watcher.ended(pass);
                for (int level = 0; level < reasoning.levels().size(); level++) {
                    copy(reasoning.state(level), reasoning.carried(level));
                }
            }
        } else {
            for (Segment piece : pass.segments()) {
                piece.forward();
                watcher.updated(null, piece, pass);
            }
            watcher.ended(pass);
        }
    }

    private static void write(ModelPass pass, List<int[]> questions) {
        int at = 0;
        for (int[] question : questions) {
            System.arraycopy(question, 0, pass.tokens(), at, question.length);
            at += question.length;
        }
    }

    private static void edit(ModelPass pass, List<int[]> questions, WhatIf.Edit edit, int segment) {
        int time = questions.getFirst().length;
        for (int b = 0; edit.segment() == segment && b < questions.size(); b++) {
            pass.tokens()[b * time + edit.position()] = edit.id();
        }
    }

    private static void start(ReasoningPass pass, boolean swapped) {
        int levels = pass.levels().size();
        for (int level = 0; level < levels; level++) {
            FMatrixRMaj start = pass.start(swapped ? levels - 1 - level : level);
            FMatrixRMaj carried = pass.carried(level);
            for (int at = 0; at < carried.getNumElements(); at += start.numCols) {
                System.arraycopy(start.data, 0, carried.data, at, start.numCols);
            }
        }
    }

    private static void segment(ReasoningPass pass, int m, int puzzles, WhatIf how, Watcher watcher) {
        for (Segment piece : pass.segments()) {
            Moment moment = Moment.of(m, piece, pass.levels());
            if (moment != null) {
                how.disturbances().stream().filter(moment::is).forEach(d -> disturb(pass, puzzles, d));
            }
            piece.forward();
            if (moment != null) {
                watcher.updated(moment, piece, pass);
            }
        }
    }

    /** The same noise for every puzzle of the batch. */
    private static void disturb(ReasoningPass pass, int puzzles, WhatIf.Disturbance how) {
        FMatrixRMaj state = pass.state(pass.levels().indexOf(how.level()));
        Draws draws = new Draws(how.seed());
        int each = state.getNumElements() / puzzles;
        for (int i = 0; i < state.getNumElements(); i++) {
            double noise = how.sigma() == 0 ? 0
                    : how.sigma() * draws.gaussian(Draws.Purpose.PROBE, Draws.site(how.level()), how.segment(), i % each);
            state.data[i] = (float) (how.scale() * state.data[i] + noise);
        }
    }

    private static void copy(FMatrixRMaj from, FMatrixRMaj to) {
        System.arraycopy(from.data, 0, to.data, 0, from.getNumElements());
    }

    private static int[][] likeliest(FMatrixRMaj logits, int puzzles) {
        int time = logits.numRows / puzzles;
        int[][] answers = new int[puzzles][time];
        for (int row = 0; row < logits.numRows; row++) {
            int best = 0;
            for (int v = 1; v < logits.numCols; v++) {
                best = logits.get(row, v) > logits.get(row, best) ? v : best;
            }
            answers[row / time][row % time] = best;
        }
        return answers;
    }

    /** Is told how the thinking goes on. */
    interface Watcher {
        /** The start states are carried in. */
        default void began(ReasoningPass pass) {
        }

        /** @param moment null in a pass without states */
        default void updated(Moment moment, Segment piece, ModelPass pass) {
        }

        /** A segment is over: there is an answer. */
        default void ended(ModelPass pass) {
        }
    }
}
