package dev.vitrine.training;

import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.sample.Decoder;
import dev.vitrine.engine.sample.Generator;
import dev.vitrine.engine.sample.Sampling;
import dev.vitrine.engine.sample.TextSoFar;
import dev.vitrine.engine.tensor.Weights;
import dev.vitrine.engine.text.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks a model questions, one greedy token after the other. Greedy decoding writes the right answer just if each of its tokens,
 * and the end, is the likeliest after those before it, which one pass over many answers shows; only where it is not, the
 * model's own answer has to be generated.
 */
final class Examiner {
    private static final int TOGETHER = 256;

    private final Model model;
    private final Tokenizer tokenizer;
    private final Generator generator;
    private final TokenScorer scorer;
    private Decoder decoder;   // made when a question needs it: most do not

    /** @param weights that do not change while it asks */
    Examiner(Model model, Weights weights, Kernels kernels, Tokenizer tokenizer) {
        this.model = model;
        this.tokenizer = tokenizer;
        generator = new Generator(model, weights, kernels);
        scorer = new TokenScorer(model, weights, kernels);
    }

    /** @param lines    those that have no form of a chat are left out
     *  @param template of the chats */
    Evaluator.Answers answers(List<String> lines, String template) {
        List<Question> questions = lines.stream().map(line -> Question.of(line, template, tokenizer)).flatMap(Optional::stream).toList();
        int exact = 0;
        for (int from = 0; from < questions.size(); from += TOGETHER) {
            List<Question> some = questions.subList(from, Math.min(from + TOGETHER, questions.size()));
            boolean[] plainly = saidPlainly(some);
            for (int i = 0; i < plainly.length; i++) {
                exact += plainly[i] || said(some.get(i), 0).equals(some.get(i).wanted()) ? 1 : 0;
            }
        }
        return new Evaluator.Answers(exact, questions.size());
    }

    /** Whether greedy decoding gives just the tokens of each right answer. False where one pass cannot tell. */
    boolean[] saidPlainly(List<Question> questions) {
        List<Integer> plain = new ArrayList<>();
        for (int i = 0; i < questions.size(); i++) {
            if (tells(questions.get(i))) {
                plain.add(i);
            }
        }
        List<ScoredText> scores = scorer.score(plain.stream().map(i -> questions.get(i).whole()).toList());
        boolean[] said = new boolean[questions.size()];
        for (int k = 0; k < plain.size(); k++) {
            said[plain.get(k)] = scores.get(k).rightFrom(questions.get(plain.get(k)).prompt().length - 1);
        }
        return said;
    }

    private boolean tells(Question q) {
        return model.config().attention().causal() && q.plain(tokenizer) && q.whole().length - 1 <= model.config().contextLength();
    }

    /** What the model goes on with, white space normalised.
     *  @param maxTokens at most, but always enough to see that an answer runs on */
    String said(Question q, int maxTokens) {
        int room = q.wanted() == null ? maxTokens : Math.max(maxTokens, tokenizer.encode(q.wanted()).length + 8);
        decoder = decoder == null ? generator.decoder() : decoder;
        return Question.normal(tokenizer.decode(generator.generate(decoder, TextSoFar.given(q.prompt()), room, tokenizer.endId(), Sampling.GREEDY,
                choice -> true)));
    }
}
