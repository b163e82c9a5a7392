package dev.vitrine.training;

import dev.vitrine.engine.data.Batches;
import dev.vitrine.engine.data.ChatTemplates;
import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.layer.PassContext;
import dev.vitrine.engine.loss.CrossEntropy;
import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.model.ModelPass;
import dev.vitrine.engine.tensor.Weights;
import dev.vitrine.engine.text.Tokenizer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Measures a model on a text; changes nothing. */
public final class Evaluator {
    /** Buffers for one shape of batches. */
    private record Buffers(ModelPass pass, CrossEntropy loss) {
    }

    /** What buffers are made for. */
    private record Shape(int batch, int time) {
    }

    /**
     * @param exact     answers equal to the text's, by greedy decoding to the end token, white space normalised
     * @param questions lines that have the form of a chat
     */
    public record Answers(int exact, int questions) {
    }

    private final Model model;
    private final Weights weights;
    private final Kernels kernels;
    private final Map<Shape, Buffers> buffers = new HashMap<>();

    /** @param weights that the model is measured with; read whenever something is asked */
    public Evaluator(Model model, Weights weights, Kernels kernels) {
        this.model = model;
        this.weights = weights;
        this.kernels = kernels;
    }

    /** Mean of -log p, whatever training minimises, over every position that counts in the whole text, nats. */
    public double loss(Batches batches) {
        double sum = 0;
        long count = 0;
        for (int i = 0; i < batches.evaluationBatches(); i++) {
            Buffers b = buffers.computeIfAbsent(new Shape(batches.batchSize(), batches.evaluationTime(i)), this::buffers);
            count += batches.fillEvaluation(i, b.pass.tokens(), b.loss.targets());
            b.pass.forward();
            sum += b.loss.forward(b.pass.logits());
        }
        return sum / count;
    }

    private Buffers buffers(Shape shape) {
        ModelPass pass = model.newPass(PassContext.evaluation(shape.batch, shape.time, weights, kernels));
        return new Buffers(pass, new CrossEntropy(pass.logitsShape(), kernels));
    }

    /** Asks every question of the text.
     *  @param template name in {@link ChatTemplates} of how its chats are written */
    public Answers answers(List<String> lines, String template, Tokenizer tokenizer) {
        return new Examiner(model, weights, kernels, tokenizer).answers(lines, template);
    }
}
