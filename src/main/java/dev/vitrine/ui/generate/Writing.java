package dev.vitrine.ui.generate;

import dev.vitrine.engine.sample.Choice;
import dev.vitrine.engine.sample.Sampling;
import dev.vitrine.engine.text.Tokenizer;
import dev.vitrine.training.Command;
import dev.vitrine.training.GenerationService;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A text that is being written or was written: what was asked, by which weights, and each choice so far. */
final class Writing {
    private final String run;
    private final Tokenizer tokenizer;
    private final String promptText;
    private final int[] prompt;
    private final Sampling sampling;
    private final int maxTokens;
    private final boolean stopsAtLineEnd;
    private GenerationService.Job job;
    private String stateHash = "";
    private boolean cancelled;
    private boolean done;
    private List<Choice> choices = List.of();

    /** @param prompt ids, not modified */
    Writing(String run, Tokenizer tokenizer, String promptText, int[] prompt, Sampling sampling, int maxTokens,
            boolean stopsAtLineEnd) {
        this.run = run;
        this.tokenizer = tokenizer;
        this.promptText = promptText;
        this.prompt = prompt;
        this.sampling = sampling;
        this.maxTokens = maxTokens;
        this.stopsAtLineEnd = stopsAtLineEnd;
    }

    /** @param hash of the state whose weights these are */
    void begin(GenerationService service, Command.WeightsAt from, String hash) {
        if (!cancelled) {
            stateHash = hash;
            job = service.start(from, prompt, maxTokens, stopsAtLineEnd ? tokenizer.endId() : -1, sampling);
        }
    }

    void cancel() {
        cancelled = true;
        if (job != null) {
            job.cancel();
        }
    }

    boolean cancelled() {
        return cancelled;
    }

    /** Whether the weights have come. */
    boolean begun() {
        return job != null;
    }

    /** Takes what has been written so far; all else that is said here is about that. */
    void read() {
        done = job == null ? cancelled : job.done();      // before the choices: none comes after
        choices = job == null ? List.of() : List.copyOf(job.choices());
    }

    boolean done() {
        return done;
    }

    /** Or null. */
    String failure() {
        return job == null ? null : job.failure();
    }

    List<Choice> choices() {
        return choices;
    }

    int step() {
        return job == null ? -1 : job.step();
    }

    String stateHash() {
        return stateHash;
    }

    String promptText() {
        return promptText;
    }

    Sampling sampling() {
        return sampling;
    }

    int maxTokens() {
        return maxTokens;
    }

    boolean stopsAtLineEnd() {
        return stopsAtLineEnd;
    }

    /** How the i-th token was chosen. */
    Moment moment(int i) {
        List<Integer> before = new ArrayList<>(IntStream.of(prompt).boxed().toList());
        choices.subList(0, i).forEach(c -> before.add(c.token()));
        return new Moment(run, step(), before, choices.get(i), sampling, null);
    }

    /** What was added to the prompt, as a person reads it; where a line ended, a new one begins. */
    String continuation() {
        int[] added = choices.stream().mapToInt(Choice::token).toArray();
        int[] all = Arrays.copyOf(prompt, prompt.length + added.length);
        System.arraycopy(added, 0, all, prompt.length, added.length);
        String before = lines(prompt);
        String whole = lines(all);
        return whole.startsWith(before) ? whole.substring(before.length()) : lines(added);
    }

    private String lines(int[] ids) {
        StringBuilder text = new StringBuilder();
        int from = ids.length > 0 && ids[0] == tokenizer.endId() ? 1 : 0;
        for (int i = from; i < ids.length; i++) {
            if (ids[i] == tokenizer.endId()) {
                text.append(tokenizer.decode(Arrays.copyOfRange(ids, from, i))).append('\n');
                from = i + 1;
            }
        }
        return text.append(tokenizer.decode(Arrays.copyOfRange(ids, from, ids.length))).toString();
    }

    /** ln p of the text: the sum of ln p_base of its tokens, nats. */
    double logProbability() {
        double sum = 0;
        for (Choice c : choices) {
            sum -= c.lossNats();
        }
        return sum;
    }
}
