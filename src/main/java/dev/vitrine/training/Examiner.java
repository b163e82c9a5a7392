package dev.vitrine.training;

import dev.vitrine.engine.data.Chat;
import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.layer.PassContext;
import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.model.ModelPass;
import dev.vitrine.engine.sample.Decoder;
import dev.vitrine.engine.sample.Generator;
import dev.vitrine.engine.sample.Sampler;
import dev.vitrine.engine.sample.Sampling;
import dev.vitrine.engine.sample.TextSoFar;
import dev.vitrine.engine.tensor.Weights;
import dev.vitrine.engine.text.Tokenizer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Asks a model the questions of a text, one greedy token after the other. Greedy decoding writes the right answer just if each
 * of its tokens, and the end, is the likeliest after those before it, which one pass over the line shows; only where it is
 * not, the model's own answer has to be generated.
 */
final class Examiner {
    /**
     * @param prompt what the model is given
     * @param whole  prompt and right answer
     * @param wanted the right answer, white space normalised
     */
    private record Question(int[] prompt, int[] whole, String wanted) {
    }

    private final Model model;
    private final Tokenizer tokenizer;
    private final Generator generator;
    private final Sampler sampler;
    private final List<Question> questions;
    private final ModelPass pass;   // of one sequence, as long as the longest of the questions that fit the context

    /** @param lines those that have no form of a chat are left out */
    Examiner(Model model, Weights weights, Kernels kernels, List<String> lines, Tokenizer tokenizer) {
        this.model = model;
        this.tokenizer = tokenizer;
        generator = new Generator(model, weights, kernels);
        sampler = new Sampler(kernels);
        questions = lines.stream().map(Chat::parse).flatMap(Optional::stream).map(this::question).toList();
        int longest = questions.stream().mapToInt(q -> q.whole.length).filter(n -> n <= context()).max().orElse(1);
        pass = model.newPass(PassContext.evaluation(1, longest, weights, kernels));
    }

    private Question question(Chat chat) {
        return new Question(Prompts.start(tokenizer, chat.prompt()),
                Prompts.start(tokenizer, chat.prompt() + " " + chat.answer()), normal(chat.answer()));
    }

    private int context() {
        return model.config().contextLength();
    }

    Evaluator.Answers answers() {
        Decoder decoder = null;   // most questions need none
        int exact = 0;
        for (Question q : questions) {
            boolean right = saysAsItStands(q);
            if (!right) {
                decoder = decoder == null ? generator.decoder() : decoder;
                right = generated(q, decoder).equals(q.wanted);
            }
            exact += right ? 1 : 0;
        }
        return new Evaluator.Answers(exact, questions.size());
    }

    /** Whether greedy decoding gives just the tokens of the right answer. False where one pass cannot tell. */
    private boolean saysAsItStands(Question q) {
        int begin = q.prompt.length;
        int[] whole = q.whole;
        boolean tells = model.config().attention().causal() && whole.length <= context()
                && Arrays.mismatch(q.prompt, whole) == begin
                && normal(tokenizer.decode(Arrays.copyOfRange(whole, begin, whole.length))).equals(q.wanted);
        if (!tells) {
            return false;
        }
        System.arraycopy(whole, 0, pass.tokens(), 0, whole.length);
        pass.forward();
        for (int i = begin; i <= whole.length; i++) {
            if (likeliestAfter(whole, i - 1) != (i < whole.length ? whole[i] : tokenizer.endId())) {
                return false;
            }
        }
        return true;
    }

    private int likeliestAfter(int[] whole, int position) {
        int vocabulary = model.config().vocabularySize();
        return sampler.choose(pass.logits().data, position * vocabulary, vocabulary, Sampling.GREEDY,
                new TextSoFar(whole, whole.length, position + 1)).token();
    }

    private String generated(Question q, Decoder decoder) {
        int room = tokenizer.encode(q.wanted).length + 8;   // enough to see that an answer runs on
        return normal(tokenizer.decode(generator.generate(decoder, TextSoFar.given(q.prompt), room, tokenizer.endId(), Sampling.GREEDY,
                choice -> true)));
    }

    private static String normal(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
