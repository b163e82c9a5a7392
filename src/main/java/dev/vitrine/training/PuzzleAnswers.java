package dev.vitrine.training;

import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.layer.PassContext;
import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.model.ModelPass;
import dev.vitrine.engine.model.ReasoningPass;
import dev.vitrine.engine.tensor.Weights;
import java.util.ArrayList;
import java.util.List;

/** A model's answers to one puzzle after another, segment by segment. */
public final class PuzzleAnswers {
    private final ModelPass pass;
    private final int segments;

    /**
     * @param time     T, positions of a puzzle
     * @param segments that a model that reasons takes; any other answers once
     */
    public PuzzleAnswers(Model model, Weights weights, Kernels kernels, int time, int segments) {
        pass = model.newPass(PassContext.evaluation(1, time, weights, kernels));
        this.segments = pass instanceof ReasoningPass ? segments : 1;
    }

    /** (segments) The most probable id of each position after each segment.
     *  @param question (T) ids; not modified */
    public List<int[]> to(int[] question) {
        System.arraycopy(question, 0, pass.tokens(), 0, question.length);
        if (pass instanceof ReasoningPass reasoning) {
            reasoning.restart();
        }
        List<int[]> answers = new ArrayList<>();
        for (int segment = 0; segment < segments; segment++) {
            if (segment > 0) {
                ((ReasoningPass) pass).carryOn();
            }
            pass.forward();
            answers.add(answer(question.length));
        }
        return answers;
    }

    private int[] answer(int time) {
        int vocabulary = pass.logits().numCols;
        int[] answer = new int[time];
        for (int i = 0; i < time; i++) {
            for (int id = 1; id < vocabulary; id++) {
                if (pass.logits().get(i, id) > pass.logits().get(i, answer[i])) {
                    answer[i] = id;
                }
            }
        }
        return answer;
    }
}
