package dev.vitrine.training;

import dev.vitrine.engine.data.ChatTemplates;
import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.metric.Calibration;
import dev.vitrine.engine.metric.Likelihood;
import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.tensor.Weights;
import dev.vitrine.engine.text.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Measures a model on the lines of a text, token by token and answer by answer; changes nothing. Each line begins after the end
 * token, and the end token that closes it is foretold too: as the line feed that it stands for, one character and one byte.
 * Where a tokenizer has no such token, the first token of a line has nothing to be foretold from and is left out of every
 * figure.
 */
public final class TextEvaluator {
    private static final int LINES = 256;   // that are tokens at a time

    /** Told how far it is, from time to time; says whether to go on. */
    @FunctionalInterface
    public interface Progress {
        boolean reached(int lines);
    }

    /**
     * @param maxTokens     of a generated text, at most
     * @param bins          of the calibration
     * @param continuations whether lines that are no chats are gone on with, too
     * @param template      name in {@link ChatTemplates} of how chats are written
     */
    public record Settings(int maxTokens, int bins, boolean continuations, String template) {
        /** The usual ones. */
        public static Settings of(String template) {
            return new Settings(50, Calibration.BINS, false, template);
        }
    }

    /**
     * A line.
     *
     * @param likelihood of the whole line
     * @param wanted     of a chat the right answer, white space normalised; else null
     * @param said       what the model says by greedy decoding, likewise; null where it was not asked
     */
    public record Sample(String text, Likelihood likelihood, String wanted, String said) {
        /** Whether the answer is right, from its first word to its end. */
        public boolean exact() {
            return wanted != null && wanted.equals(said);
        }
    }

    /**
     * @param samples     one for each line, in order
     * @param total       of all lines
     * @param calibration of the likeliest token at every place
     * @param unknown     pieces that the vocabulary lacks: that they are unknown is foretold, not what they are, so bits per
     *                    character tell too little
     */
    public record Result(List<Sample> samples, Likelihood total, Calibration calibration, long unknown) {
        /** Lines that are chats. */
        public int questions() {
            return (int) samples.stream().filter(s -> s.wanted != null).count();
        }

        /** Of them, those that are answered right. */
        public int exactAnswers() {
            return (int) samples.stream().filter(Sample::exact).count();
        }
    }

    private final Tokenizer tokenizer;
    private final TokenScorer scorer;
    private final Supplier<Examiner> examiners;

    /** @param weights live ones, or a copy that training does not touch
     *  @throws IllegalArgumentException where the model is not one that foretells text */
    public TextEvaluator(Model model, Weights weights, Kernels kernels, Tokenizer tokenizer) {
        if (model.config().reasoning().enabled()) {
            throw new IllegalArgumentException("the model answers puzzles and foretells no text; vitrine puzzle evaluate measures it");
        }
        if (!model.config().attention().causal()) {
            throw new IllegalArgumentException("the model's attention is not causal, so it sees the tokens that it should foretell"
                    + " and its loss says nothing; train one with attention.causal=true");
        }
        this.tokenizer = tokenizer;
        scorer = new TokenScorer(model, weights, kernels);
        examiners = () -> new Examiner(model, weights, kernels, tokenizer);
    }

    /** @throws CancellationException where {@code progress} says so */
    public Result measure(List<String> lines, Settings settings, Progress progress) {
        Examiner examiner = examiners.get();
        List<Sample> samples = new ArrayList<>();
        Calibration calibration = new Calibration(settings.bins);
        Likelihood total = Likelihood.NOTHING;
        long unknown = 0;
        for (int from = 0; from < lines.size(); from += LINES) {
            List<String> some = lines.subList(from, Math.min(from + LINES, lines.size()));
            List<ScoredText> scores = scorer.score(some.stream().map(line -> Prompts.line(tokenizer, line)).toList());
            List<Optional<Question>> questions = some.stream().map(line -> question(line, settings)).toList();
            boolean[] plainly = examiner.saidPlainly(questions.stream().map(q -> q.orElse(Question.NONE)).toList());
            for (int at = 0; at < some.size(); at++) {
                int i = at;
                if (!progress.reached(from + i)) {
                    throw new CancellationException("the evaluation was stopped");
                }
                Likelihood likelihood = likelihood(some.get(i), scores.get(i));
                samples.add(sample(some.get(i), likelihood, questions.get(i),
                        q -> plainly[i] ? q.wanted() : examiner.said(q, settings.maxTokens)));
                total = total.plus(likelihood);
                unknown += Arrays.stream(scores.get(i).ids()).filter(id -> id == tokenizer.unknownId()).count();
                add(scores.get(i), calibration);
            }
        }
        return new Result(List.copyOf(samples), total, calibration, unknown);
    }

    /** What the model says of each token of a line. */
    public ScoredText tokens(String line) {
        return scorer.score(List.of(Prompts.line(tokenizer, line))).getFirst();
    }

    private Optional<Question> question(String line, Settings settings) {
        Optional<Question> chat = Question.of(line, settings.template, tokenizer);
        return chat.isPresent() || !settings.continuations ? chat : Optional.of(Question.continuation(line, tokenizer));
    }

    private static Sample sample(String line, Likelihood likelihood, Optional<Question> question, Function<Question, String> answer) {
        return question.map(q -> new Sample(line, likelihood, q.wanted(), answer.apply(q)))
                .orElseGet(() -> new Sample(line, likelihood, null, null));
    }

    private Likelihood likelihood(String line, ScoredText scores) {
        boolean ends = tokenizer.endId() >= 0;
        String foretold = ends ? line + "\n" : line.substring(Math.min(line.length(), firstToken(line)));
        return scores.likelihood(foretold.codePointCount(0, foretold.length()),
                foretold.getBytes(StandardCharsets.UTF_8).length);
    }

    private int firstToken(String line) {
        int[] ids = tokenizer.encode(line);
        return ids.length == 0 ? 0 : tokenizer.decode(new int[] {ids[0]}).length();
    }

    private static void add(ScoredText scores, Calibration calibration) {
        for (int i = 0; i < scores.size(); i++) {
            calibration.add(scores.confidence()[i], scores.right(i));
        }
    }
}
