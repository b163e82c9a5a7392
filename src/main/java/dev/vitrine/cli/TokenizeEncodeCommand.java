package dev.vitrine.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.engine.InputFiles;
import dev.vitrine.engine.text.SubwordTokenizer;
import dev.vitrine.engine.text.Tokenizer;
import dev.vitrine.engine.text.TokenizerJson;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "encode", mixinStandardHelpOptions = true, sortOptions = false,
        description = "The ids of a text, its tokens as the vocabulary spells them, and the text that the ids decode to.",
        footer = {"", "For example:",
            "  vitrine tokenize encode --tokenizer tokenizer.json --text \"The fox\" --json"})
final class TokenizeEncodeCommand implements Callable<Integer> {
    private static final int MOST_BYTES = 1 << 30;

    @Option(names = "--tokenizer", paramLabel = "FILE", required = true, description = "A tokenizer.json.")
    Path tokenizer;

    @Option(names = "--text", paramLabel = "TEXT", description = "The text.")
    String text;

    @Option(names = "--file", paramLabel = "FILE", description = "A file with the text, instead of --text.")
    Path file;

    @Option(names = "--add-special", description = "With the special tokens that the tokenizer wants around a text, such as [CLS].")
    boolean addSpecial;

    @Option(names = "--json", description = "One JSON object: ids, tokens, decoded.")
    boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if ((text == null) == (file == null)) {
            throw Failures.wrong(spec.commandLine(), "give either --text or --file");
        }
        Tokenizer by = TokenizerJson.read(tokenizer);
        String read = text != null ? text : InputFiles.utf8(file.toString(), InputFiles.bytes(file, "a text file", MOST_BYTES));
        int[] ids = by.encode(read);
        List<String> tokens = by instanceof SubwordTokenizer s ? s.entries(read) : Arrays.stream(ids).mapToObj(by::entry).toList();
        if (addSpecial && by instanceof SubwordTokenizer s) {
            ids = s.encodeWithSpecial(read);
            tokens = Arrays.stream(ids).mapToObj(by::entry).toList();
        }
        if (json) {
            ObjectNode answer = JsonNodeFactory.instance.objectNode();
            Arrays.stream(ids).forEach(answer.putArray("ids")::add);
            tokens.forEach(answer.putArray("tokens")::add);
            spec.commandLine().getOut().println(answer.put("decoded", by.decode(ids)));
        } else {
            spec.commandLine().getOut().println(Arrays.stream(ids).mapToObj(Integer::toString).collect(Collectors.joining(",")));
        }
        return 0;
    }
}
