package dev.vitrine.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.engine.InputException;
import dev.vitrine.engine.checkpoint.LoadedModel;
import dev.vitrine.engine.checkpoint.ModelFiles;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.sample.Assignment;
import dev.vitrine.engine.sample.Decoder;
import dev.vitrine.engine.sample.Found;
import dev.vitrine.engine.sample.LogProbabilities;
import dev.vitrine.engine.sample.Sampling;
import dev.vitrine.engine.sample.Search;
import dev.vitrine.engine.sample.StopStrings;
import dev.vitrine.engine.sample.Strategies;
import dev.vitrine.engine.tensor.Weights;
import dev.vitrine.engine.text.Tokenizer;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;

/** The work of {@link GenerateCommand}. */
final class Generation {
    private final GenerateCommand options;
    private final PrintWriter out;
    private final PrintWriter err;
    private final Sampling sampling;
    private final Search search;

    Generation(GenerateCommand options) {
        this.options = options;
        out = options.spec.commandLine().getOut();
        err = options.spec.commandLine().getErr();
        CommandLine command = options.spec.commandLine();
        sampling = Failures.valid(command, options.sampling::sampling);
        search = Failures.valid(command, () -> options.search.search(command));
    }

    int run() {
        Backends.fallbackNotice(options.backend).ifPresent(err::println);
        LoadedModel loaded = ModelFiles.load(options.model);
        if (loaded.model().config().reasoning().enabled()) {
            throw new InputException("the model in " + options.model + " answers puzzles and does not continue texts; vitrine puzzle solve"
                    + " asks it one");
        }
        Tokenizer tokenizer = ModelInput.tokenizer(loaded, options.model);
        int[] prompt = ModelInput.prompt(loaded, tokenizer, options.given(), err);
        StopStrings ending = new StopStrings(tokenizer, tokenizer.endId(), options.stops);
        Decoder decoder = decoder(loaded);
        List<Found> found = Strategies.REGISTRY.get(search.strategy()).write(new Assignment(decoder, draft(tokenizer), prompt,
                options.maxTokens, ending, sampling, search, progress -> true));
        Report report = new Report(decoder, tokenizer, ending, prompt);
        if (options.json) {
            out.println(json(report, found));
        } else {
            found.forEach(f -> print(report, f, found.size() > 1));
        }
        return 0;
    }

    private Decoder decoder(LoadedModel model) {
        return new Decoder(model.model(), Weights.LIVE, Backends.create(options.backend));
    }

    /** Or null. */
    private Decoder draft(Tokenizer tokenizer) {
        Path folder = options.search.draft;
        if (folder == null) {
            return null;
        }
        LoadedModel loaded = ModelFiles.load(folder);
        Tokenizer other = ModelInput.tokenizer(loaded, folder);
        for (int id = 0; id < Math.min(tokenizer.vocabSize(), other.vocabSize()); id++) {
            if (!tokenizer.token(id).equals(other.token(id))) {
                throw new InputException("the draft model must have the tokens of the model, but token " + id + " is '" + other.token(id)
                        + "' there and '" + tokenizer.token(id) + "' here");
            }
        }
        return decoder(loaded);
    }

    /** What is said of a text that was found. */
    private record Report(Decoder decoder, Tokenizer tokenizer, StopStrings ending, int[] prompt) {
        String text(Found f) {
            return ending.cut(tokenizer.decode(f.ids()));
        }

        String stoppedBy(Found f) {
            String text = tokenizer.decode(f.ids());
            return !f.ended() ? "max_tokens" : ending.cut(text).length() < text.length() ? "stop" : "end";
        }

        double[] logs(Found f) {
            return LogProbabilities.of(decoder, prompt, f.ids());
        }
    }

    private ObjectNode json(Report report, List<Found> found) {
        Found best = found.getFirst();
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("prompt", options.given()).put("text", report.text(best));
        array(json, "prompt_tokens", report.prompt);
        put(json, report, best);
        json.put("strategy", search.strategy());
        if (search.nBest() > 1) {
            var results = json.putArray("results");
            found.forEach(f -> put(results.addObject().put("text", report.text(f)), report, f));
        }
        return json;
    }

    private void put(ObjectNode json, Report report, Found f) {
        array(json, "tokens", f.ids());
        json.put("stopped_by", report.stoppedBy(f));
        JsonReport.number(json, "log_probability", f.logProbability());
        JsonReport.number(json, "score", f.score());
        if (options.logProbs) {
            var logs = json.putArray("log_probs");
            for (double log : report.logs(f)) {
                logs.add(log);
            }
        }
    }

    private void print(Report report, Found f, boolean several) {
        if (several) {
            out.println(String.format(Locale.ROOT, "%.4f\t%s", f.score(), report.text(f)));
        } else {
            out.println(report.text(f));
        }
        if (options.logProbs) {
            double[] logs = report.logs(f);
            for (int i = 0; i < logs.length; i++) {
                out.println(String.format(Locale.ROOT, "%9.4f  %s", logs[i], report.tokenizer.token(f.ids()[i])));
            }
        }
    }

    private static void array(ObjectNode json, String key, int[] ids) {
        var array = json.putArray(key);
        for (int id : ids) {
            array.add(id);
        }
    }
}
