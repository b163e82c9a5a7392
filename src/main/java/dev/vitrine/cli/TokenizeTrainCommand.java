package dev.vitrine.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.vitrine.engine.InputException;
import dev.vitrine.engine.InputFiles;
import dev.vitrine.engine.checkpoint.AtomicFiles;
import dev.vitrine.engine.text.Tokenizer;
import dev.vitrine.engine.text.TokenizerJson;
import dev.vitrine.engine.text.TokenizerProgress;
import dev.vitrine.engine.text.TokenizerSettings;
import dev.vitrine.engine.text.Tokenizers;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "train", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Learns a vocabulary from a text file, line by line, and writes it as a tokenizer.json of Hugging Face's form.",
        footer = {"", "For example:",
            "  vitrine tokenize train --kind bpe --vocab 4000 --data corpus.txt --out tokenizer.json"})
final class TokenizeTrainCommand implements Callable<Integer> {
    /** What grows has this many entries where nothing is said. */
    private static final int USUAL = 512;
    private static final int MOST_BYTES = Integer.MAX_VALUE - 16;
    private static final long TELL_NANOS = 500_000_000;

    @Option(names = "--kind", paramLabel = "KIND", required = true, completionCandidates = TokenizerKinds.class,
            description = "What the tokens are: ${COMPLETION-CANDIDATES}.")
    String kind;

    @Option(names = "--vocab", paramLabel = "N",
            description = "Most entries of the vocabulary (default: " + USUAL + " for bpe and wordpiece, every piece for char and word).")
    Integer vocab;

    @Option(names = "--min-frequency", paramLabel = "N",
            description = "What occurs less often is neither merged nor a token of its own (default: ${DEFAULT-VALUE}).")
    int minFrequency;

    @Option(names = "--special", paramLabel = "TOKEN", split = ",",
            description = "Special tokens of bpe or wordpiece, first in the vocabulary, with commas between (default: <|endoftext|> for bpe,"
                    + " [PAD],[UNK],[CLS],[SEP],[MASK] for wordpiece).")
    List<String> special = new ArrayList<>();

    @Option(names = "--letters-of", paramLabel = "FILE",
            description = "Takes the letters inside words, such as ##e, in the order in which another tokenizer.json has them: it decides"
                    + " between equally frequent pairs of wordpiece (default: by code point).")
    Path lettersOf;

    @Option(names = "--data", paramLabel = "FILE", required = true, description = "A text file in UTF-8.")
    Path data;

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "Where to write the tokenizer.json.")
    Path out;

    @Option(names = "--json", description = "The summary as a JSON object.")
    boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (!Tokenizers.REGISTRY.names().contains(kind)) {
            throw Failures.wrong(spec.commandLine(), "--kind must be one of " + Tokenizers.REGISTRY.names() + ", got " + kind);
        }
        Failures.atLeast(spec.commandLine(), "--vocab", vocab, 1);
        Failures.atLeast(spec.commandLine(), "--min-frequency", minFrequency, 0);
        if (!special.isEmpty() && !Tokenizers.grows(kind)) {
            throw Failures.wrong(spec.commandLine(), "--special is for bpe and wordpiece: char and word have <unk> and </s>");
        }
        Failures.named(spec.commandLine(), "--out", out);
        Path folder = out.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new InputException("there is no folder " + folder + "; make it, or give another --out");
        }
        int most = vocab != null ? vocab : Tokenizers.grows(kind) ? USUAL : Integer.MAX_VALUE;
        String text = InputFiles.utf8(data.toString(), InputFiles.bytes(data, "a text file", MOST_BYTES));
        if (text.isBlank()) {
            throw new InputException(data + " holds no text; give a file with letters in it");
        }
        PrintWriter err = spec.commandLine().getErr();
        Tokenizer tokenizer = Tokenizers.REGISTRY.get(kind).train(new TextLines(text), new TokenizerSettings(most, minFrequency, special, letters()),
                told(err));
        AtomicFiles.write(out, TokenizerJson.write(tokenizer));
        spec.commandLine().getOut().println(json ? JsonNodeFactory.instance.objectNode().put("kind", kind)
                .put("vocabulary", tokenizer.vocabSize()).put("file", out.toString()) : tokenizer.vocabSize() + " tokens in " + out);
        return 0;
    }

    private List<String> letters() {
        if (lettersOf == null) {
            return List.of();
        }
        if (!kind.equals("wordpiece")) {
            throw Failures.wrong(spec.commandLine(), "--letters-of is for wordpiece, got --kind " + kind);
        }
        Tokenizer other = TokenizerJson.read(lettersOf);
        List<String> letters = IntStream.range(0, other.vocabSize()).mapToObj(other::entry)
                .filter(entry -> entry.startsWith("##") && entry.codePointCount(0, entry.length()) == 3).toList();
        if (letters.isEmpty()) {
            throw new InputException(lettersOf + " has no letters inside words, such as ##e; give the tokenizer.json of a wordpiece");
        }
        return letters;
    }

    private static TokenizerProgress told(PrintWriter err) {
        long[] last = {System.nanoTime()};
        return (stage, done, all) -> {
            long now = System.nanoTime();
            if (now - last[0] >= TELL_NANOS || all > 0 && done == all) {
                last[0] = now;
                err.println(switch (stage) {
                    case COUNT -> done + " lines counted";
                    case MERGE -> all == Integer.MAX_VALUE ? done + " tokens" : done + " of " + all + " tokens";
                });
                err.flush();
            }
            return !Thread.currentThread().isInterrupted();
        };
    }
}
