package dev.vitrine.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.engine.text.SubwordTokenizer;
import dev.vitrine.engine.text.Tokenizer;
import dev.vitrine.engine.text.TokenizerJson;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "decode", mixinStandardHelpOptions = true, sortOptions = false, description = "The text of some ids, special tokens left out.",
        footer = {"", "For example:",
            "  vitrine tokenize decode --tokenizer tokenizer.json --ids 72,221,7"})
final class TokenizeDecodeCommand implements Callable<Integer> {
    @Option(names = "--tokenizer", paramLabel = "FILE", required = true, description = "A tokenizer.json.")
    Path tokenizer;

    @Option(names = "--ids", paramLabel = "IDS", required = true, description = "Ids with commas between; may be empty.")
    String ids;

    @Option(names = "--keep-special", description = "With the special tokens.")
    boolean keepSpecial;

    @Option(names = "--json", description = "One JSON object: ids, tokens, decoded.")
    boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Tokenizer by = TokenizerJson.read(tokenizer);
        int[] read = ids.isBlank() ? new int[0] : Arrays.stream(ids.split(",", -1)).mapToInt(this::id).toArray();
        String text = keepSpecial && by instanceof SubwordTokenizer s ? s.decode(read, false) : by.decode(read);
        if (json) {
            ObjectNode answer = JsonNodeFactory.instance.objectNode();
            Arrays.stream(read).forEach(answer.putArray("ids")::add);
            Arrays.stream(read).mapToObj(by::entry).forEach(answer.putArray("tokens")::add);
            spec.commandLine().getOut().println(answer.put("decoded", text));
        } else {
            spec.commandLine().getOut().println(text);
        }
        return 0;
    }

    private int id(String word) {
        try {
            return Integer.parseInt(word.strip());
        } catch (NumberFormatException e) {
            throw Failures.wrong(spec.commandLine(), "--ids must be whole numbers with commas between, such as 72,221,7; got '" + word.strip() + "'");
        }
    }
}
