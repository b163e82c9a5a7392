package dev.vitrine.training;

import dev.vitrine.engine.data.Batches;
import dev.vitrine.engine.data.Chat;
import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.layer.PassContext;
import dev.vitrine.engine.loss.CrossEntropy;
import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.model.ModelPass;
import dev.vitrine.engine.sample.Generator;
import dev.vitrine.engine.sample.Sampling;
import dev.vitrine.engine.tensor.Weights;
import dev.vitrine.engine.text.Tokenizer;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Measures a model on a text; changes nothing. */
public final class Evaluator {
    /** Buffers for one shape of batches. */
    private record Buffers(ModelPass pass, CrossEntropy loss) {
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
    private final Map<Batches, Buffers> buffers = new IdentityHashMap<>();

    /** @param weights that the model is measured with; read whenever something is asked */
    public Evaluator(Model model, Weights weights, Kernels kernels) {
        this.model = model;
        this.weights = weights;
        this.kernels = kernels;
    }

    /** Mean of -log p, whatever training minimises, over every position that counts in the whole text, nats. */
    public double loss(Batches batches) {
        Buffers b = buffers.computeIfAbsent(batches, x -> {
            ModelPass pass = model.newPass(PassContext.evaluation(x.batchSize(), x.time(), weights, kernels));
            return new Buffers(pass, new CrossEntropy(pass.logitsShape(), kernels));
        });
        double sum = 0;
        long count = 0;
        for (int i = 0; i < batches.evaluationBatches(); i++) {
            count += batches.fillEvaluation(i, b.pass.tokens(), b.loss.targets());
            b.pass.forward();
            sum += b.loss.forward(b.pass.logits());
        }
        return sum / count;
    }

    /** Asks every question of the text. */
    public Answers answers(List<String> lines, Tokenizer tokenizer) {
        Generator generator = new Generator(model, weights, kernels);
        int exact = 0;
        int questions = 0;
        for (String line : lines) {
            Optional<Chat> chat = Chat.parse(line);
            if (chat.isPresent()) {
                questions++;
                String wanted = normal(chat.get().answer());
                int room = tokenizer.encode(wanted).length + 8;   // enough to see that an answer runs on
                int[] reply = generator.generate(Prompts.start(tokenizer, chat.get().prompt()), room, tokenizer.endId(),
                        Sampling.GREEDY, choice -> true);
                exact += normal(tokenizer.decode(reply)).equals(wanted) ? 1 : 0;
            }
        }
        return new Answers(exact, questions);
    }

    private static String normal(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
