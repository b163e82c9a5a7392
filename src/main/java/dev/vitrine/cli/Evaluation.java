package dev.vitrine.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.engine.InputException;
import dev.vitrine.engine.checkpoint.LoadedModel;
import dev.vitrine.engine.checkpoint.ModelFiles;
import dev.vitrine.engine.data.ChatTemplate;
import dev.vitrine.engine.data.ChatTemplates;
import dev.vitrine.engine.data.TextFiles;
import dev.vitrine.engine.data.source.Text;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.metric.Calibration;
import dev.vitrine.engine.metric.Comparison;
import dev.vitrine.engine.metric.Likelihood;
import dev.vitrine.engine.tensor.Weights;
import dev.vitrine.engine.text.Tokenizer;
import dev.vitrine.training.Prompts;
import dev.vitrine.training.TextEvaluator;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** The work of {@link EvaluateCommand}. */
final class Evaluation {
    private static final int TELL_EVERY = 1000;

    private final EvaluateCommand options;
    private final PrintWriter out;
    private final PrintWriter err;
    private final String version;

    Evaluation(EvaluateCommand options) {
        this.options = options;
        out = options.spec.commandLine().getOut();
        err = options.spec.commandLine().getErr();
        version = options.spec.version()[0].replaceFirst("^vitrine ", "");
    }

    int run() {
        if (options.hypotheses != null) {
            List<String> said = SegmentFiles.lines(options.hypotheses);
            report(JsonNodeFactory.instance.objectNode(),
                    Comparison.of(said, SegmentFiles.references(options.references, said.size()), version));
            return 0;
        }
        Backends.fallbackNotice(options.backend).ifPresent(err::println);
        LoadedModel loaded = ModelFiles.load(options.model);
        if (loaded.model().config().reasoning().enabled()) {
            throw new InputException("the model in " + options.model + " answers puzzles; vitrine puzzle evaluate measures it");
        }
        Tokenizer tokenizer = ModelInput.tokenizer(loaded, options.model);
        List<String> lines = TextFiles.resolve(options.data.toString(), options.read.config()).stream().map(Text::value).toList();
        List<List<String>> references = options.references == null ? null
                : SegmentFiles.references(options.references, lines.size());
        requireRoom(lines, tokenizer, loaded.model().config().contextLength());
        TextEvaluator.Result result = new TextEvaluator(loaded.model(), Weights.LIVE, Backends.create(options.backend), tokenizer)
                .measure(lines, new TextEvaluator.Settings(options.maxTokens, options.bins, references != null, options.read.template),
                        done -> tell(done, lines.size()));
        if (result.unknown() > 0) {
            err.println(result.unknown() + (result.unknown() == 1 ? " piece is" : " pieces are") + " not in the vocabulary and read as "
                    + tokenizer.token(tokenizer.unknownId()) + ", so perplexity and bits tell too little");
        }
        report(result, compared(result, references));
        return 0;
    }

    /** What a model is to go on with must fit its context. */
    private void requireRoom(List<String> lines, Tokenizer tokenizer, int context) {
        ChatTemplate template = ChatTemplates.REGISTRY.get(options.read.template);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            int answer = template.answerBegin(line);
            String prompt = answer > 0 ? line.substring(0, answer) : options.references == null ? "" : line;
            int tokens = Prompts.start(tokenizer, prompt).length;
            if (tokens > context) {
                throw new InputException(options.data + ": the prompt of text " + (i + 1) + " has " + tokens
                        + " tokens, but the model's context is " + context + "; make it shorter");
            }
        }
    }

    private boolean tell(int done, int all) {
        if (done > 0 && done % TELL_EVERY == 0) {
            err.println(done + " of " + all + " texts are measured");
            err.flush();
        }
        return true;
    }

    /** With the file's references, or else the answers that stand in the chats; null where there is neither. */
    private Comparison compared(TextEvaluator.Result result, List<List<String>> references) {
        List<TextEvaluator.Sample> asked = result.samples().stream().filter(s -> s.said() != null).toList();
        return asked.isEmpty() ? null : Comparison.of(asked.stream().map(TextEvaluator.Sample::said).toList(), references != null
                ? references : asked.stream().map(s -> List.of(s.wanted())).toList(), version);
    }

    private void report(TextEvaluator.Result result, Comparison compared) {
        Likelihood all = result.total();
        if (options.json) {
            report(json(result), compared);
            return;
        }
        out.println(String.format(Locale.ROOT, "%d texts, %d tokens, %d characters, %d bytes", result.samples().size(), all.tokens(),
                all.characters(), all.bytes()));
        out.println(String.format(Locale.ROOT, "loss %.4f nats a token, perplexity %.3f", all.lossNats(), all.perplexity()));
        out.println(String.format(Locale.ROOT, "%.4f bits per character, %.4f bits per byte", all.bitsPerCharacter(), all.bitsPerByte()));
        out.println(String.format(Locale.ROOT, "%.2f %% of the tokens right, expected calibration error %.4f (%d bins)",
                100 * all.tokenAccuracy(), result.calibration().expectedError(), options.bins));
        if (result.questions() > 0) {
            out.println(result.exactAnswers() + " of " + result.questions() + " answers exact");
        }
        if (compared != null) {
            new ComparisonReport(compared).print(out);
        }
    }

    private ObjectNode json(TextEvaluator.Result result) {
        Likelihood all = result.total();
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("texts", result.samples().size()).put("tokens", all.tokens())
                .put("characters", all.characters()).put("bytes", all.bytes()).put("unknown", result.unknown());
        JsonReport.number(json, "loss", all.lossNats());
        JsonReport.number(json, "perplexity", all.perplexity());
        JsonReport.number(json, "bits_per_character", all.bitsPerCharacter());
        JsonReport.number(json, "bits_per_byte", all.bitsPerByte());
        JsonReport.number(json, "token_accuracy", all.tokenAccuracy());
        json.put("exact_answers", result.exactAnswers()).put("questions", result.questions());
        JsonReport.number(json, "ece", result.calibration().expectedError());
        ArrayNode reliability = json.putArray("reliability");
        for (Calibration.Bin bin : result.calibration().bins()) {
            ObjectNode one = reliability.addObject();
            JsonReport.number(one, "from", bin.from());
            JsonReport.number(one, "to", bin.to());
            one.put("count", bin.count());
            JsonReport.number(one, "confidence", bin.confidence());
            JsonReport.number(one, "accuracy", bin.accuracy());
        }
        return json;
    }

    private void report(ObjectNode json, Comparison compared) {
        if (!options.json) {
            new ComparisonReport(compared).print(out);
            return;
        }
        if (compared != null) {
            new ComparisonReport(compared).into(json);
        }
        JsonReport.number(json, "cpu_seconds", JsonReport.thousandths(CpuClock.seconds()));
        out.println(json);
    }
}
