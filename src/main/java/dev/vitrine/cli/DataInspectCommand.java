package dev.vitrine.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.engine.InputException;
import dev.vitrine.engine.data.TextFiles;
import dev.vitrine.engine.data.augment.AugmentConfig;
import dev.vitrine.engine.data.augment.Augmenter;
import dev.vitrine.engine.data.report.DataReport;
import dev.vitrine.engine.data.report.Finding;
import dev.vitrine.engine.data.report.Inspector;
import dev.vitrine.engine.data.shard.TokenShards;
import dev.vitrine.engine.data.source.Text;
import dev.vitrine.engine.text.Tokenizer;
import dev.vitrine.engine.text.TokenizerJson;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "inspect", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Tells what is in texts: counts, lengths, samples, and everything that is not used or looks wrong, with its place.",
        footer = {"", "Exit code 0 where texts can be used, whatever else is found, 1 where none can.", "", "For example:",
            "  vitrine data inspect chats.jsonl --validation 0.1 --tokenizer my-model --context 80",
            "  vitrine data inspect facts.json --augment word_dropout=0.2 casing=0.1"})
final class DataInspectCommand implements Callable<Integer> {
    private static final int SHOWN = 5;
    private static final int BAR = 40;

    @Parameters(paramLabel = "PATH", description = "A file or folder of texts, the name of a text that ships, or a folder of token shards.")
    String data;

    @Option(names = "--tokenizer", paramLabel = "FILE", description = "A tokenizer.json, or a folder that holds one: lengths are then in tokens.")
    Path tokenizer;

    @Option(names = "--context", paramLabel = "N", description = "Tokens that a model takes: longer texts are told.")
    int context;

    @Option(names = "--validation", paramLabel = "SHARE", description = "Share of the texts that is held out: overlap with the others is told.")
    double validation;

    @Option(names = "--seed", paramLabel = "N", description = "Of the run: which texts are held out (default: ${DEFAULT-VALUE}).")
    long seed = 1;

    @Option(names = "--search", paramLabel = "WORDS", description = "Samples hold this.")
    String search = "";

    @Option(names = "--augment", paramLabel = "KEY=VALUE", arity = "1..*", description = "Shows the samples before and after: synonyms, synonym_file,"
            + " word_dropout, word_swap, casing, characters, bpe_dropout.")
    List<String> augment = new ArrayList<>();

    @Mixin
    ReadOptions read = new ReadOptions();

    @Option(names = "--json", description = "One JSON object on stdout, and nothing else.")
    boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Failures.atLeast(spec.commandLine(), "--context", context, 0);
        if (!(validation >= 0 && validation < 1)) {
            throw Failures.wrong(spec.commandLine(), "--validation must be from 0 to below 1, got " + validation);
        }
        if (context > 0 && tokenizer == null) {
            throw Failures.wrong(spec.commandLine(), "--context needs --tokenizer, as it counts tokens");
        }
        if (isShards()) {
            return shards(Path.of(data));
        }
        Tokenizer of = tokenizer == null ? null : TokenizerJson.read(DataShardCommand.tokenizerFile(tokenizer));
        AugmentConfig config = AugmentOptions.config(augment);
        DataReport report = Inspector.inspect(TextFiles.source(data), read.config(), new Inspector.Options(of, context, validation, seed, search));
        if (report.read() == 0) {
            throw new InputException(data + " holds no text; give a file or folder with at least one");
        }
        Augmenter augmenter = config.any() ? new Augmenter(config, of, seed, data) : null;
        if (json) {
            spec.commandLine().getOut().println(json(report, augmenter));
        } else {
            print(report, augmenter);
        }
        return report.used() == 0 ? Failures.FAILED : 0;
    }

    private boolean isShards() {
        try {
            return TokenShards.isFolder(Path.of(data));
        } catch (java.nio.file.InvalidPathException e) {
            return false;   // told where it is looked for
        }
    }

    private int shards(Path folder) {
        if (!augment.isEmpty() || !search.isEmpty()) {
            throw new InputException(folder + " holds token shards, which have no texts to search or vary; give the texts that they were made of");
        }
        TokenShards.verify(folder);
        TokenShards shards = TokenShards.open(folder);
        spec.commandLine().getOut().println(json ? JsonNodeFactory.instance.objectNode().put("shards", true).put("tokens", shards.size())
                .put("texts", shards.texts()).put("vocabulary_size", shards.tokenizer().vocabSize()).put("intact", true)
                : shards.size() + " tokens of " + shards.texts() + " texts, vocabulary " + shards.tokenizer().vocabSize() + "; every checksum is right");
        return 0;
    }

    private ObjectNode json(DataReport report, Augmenter augmenter) {
        ObjectNode root = JsonNodeFactory.instance.objectNode().put("data", data).put("bytes", report.bytes()).put("read", report.read())
                .put("used", report.used()).put("not_used", report.read() - report.used()).put("chats", report.chats())
                .put("characters", report.characters()).put("words", report.words());
        if (report.tokens() >= 0) {
            root.put("tokens", report.tokens());
        }
        root.put("longest", report.longest()).put("validation", report.validation());
        ObjectNode lengths = root.putObject("lengths").put("unit", report.tokens() >= 0 ? "tokens" : "characters").put("bin_width", report.lengths().width());
        ArrayNode counts = lengths.putArray("counts");
        report.lengths().counts().forEach(counts::add);
        ArrayNode findings = root.putArray("findings");
        for (Finding finding : report.findings()) {
            ObjectNode one = findings.addObject().put("kind", finding.kind().name().toLowerCase(Locale.ROOT)).put("used", finding.kind().used())
                    .put("count", finding.count());
            ArrayNode examples = one.putArray("examples");
            finding.examples().forEach(examples::add);
        }
        root.put("matches", report.matches());
        ArrayNode samples = root.putArray("samples");
        for (int i = 0; i < report.samples().size(); i++) {
            Text text = report.samples().get(i);
            ObjectNode sample = samples.addObject().put("place", text.place().toString()).put("text", text.value()).put("answer_begin", text.answer());
            if (augmenter != null) {
                sample.put("augmented", augmenter.shown(text, 0, i));
            }
        }
        ArrayNode notes = root.putArray("notes");
        report.notes().forEach(notes::add);
        return root;
    }

    private void print(DataReport report, Augmenter augmenter) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(Locale.ROOT, "%s: %d bytes, %d read, %d used (%d chats), %d characters, %d words%s%n", data, report.bytes(), report.read(),
                report.used(), report.chats(), report.characters(), report.words(), report.tokens() < 0 ? "" : ", " + report.tokens() + " tokens");
        report.sentences().forEach(sentence -> out.println("  " + sentence));
        if (report.findings().isEmpty() && report.notes().isEmpty()) {
            out.println("  nothing looks wrong");
        }
        report.notes().forEach(note -> out.println("  " + note));
        if (report.used() == 0) {
            return;
        }
        histogram(report, out);
        out.println("samples" + (search.isEmpty() ? "" : ", of " + report.matches() + " that hold '" + search + "'"));
        for (int i = 0; i < Math.min(SHOWN, report.samples().size()); i++) {
            Text text = report.samples().get(i);
            out.println("  " + text.place() + ": " + text.value());
            if (augmenter != null) {
                out.println("    augmented: " + augmenter.shown(text, 0, i));
            }
        }
    }

    private static void histogram(DataReport report, PrintWriter out) {
        long most = report.lengths().counts().stream().mapToLong(Long::longValue).max().orElse(0);
        long width = report.lengths().width();
        out.println("lengths in " + (report.tokens() < 0 ? "characters" : "tokens"));
        for (int i = 0; i < report.lengths().counts().size() && most > 0; i++) {
            long count = report.lengths().counts().get(i);
            out.printf(Locale.ROOT, "  %7d %9d %s%n", i * width, count, "#".repeat((int) Math.ceilDiv(count * BAR, most)));
        }
    }
}
