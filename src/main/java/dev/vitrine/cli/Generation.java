package dev.vitrine.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.engine.checkpoint.LoadedModel;
import dev.vitrine.engine.checkpoint.ModelFolder;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.sample.Generator;
import dev.vitrine.engine.sample.Sampling;
import dev.vitrine.engine.tensor.Weights;
import dev.vitrine.engine.text.Tokenizer;
import java.io.PrintWriter;

/** The work of {@link GenerateCommand}. */
final class Generation {
    private final GenerateCommand options;
    private final PrintWriter out;
    private final PrintWriter err;

    Generation(GenerateCommand options) {
        this.options = options;
        out = options.spec.commandLine().getOut();
        err = options.spec.commandLine().getErr();
    }

    int run() {
        Sampling sampling = new Sampling(options.temperature, options.topK, options.seed);
        Backends.fallbackNotice(options.backend).ifPresent(err::println);
        LoadedModel loaded = ModelFolder.load(options.model);
        Generator generator = new Generator(loaded.model(), Weights.LIVE, Backends.create(options.backend));
        Tokenizer tokenizer = ModelInput.tokenizer(loaded, options.model);
        int[] prompt = ModelInput.prompt(loaded, tokenizer, options.prompt, err);
        int[] added = generator.generate(prompt, options.maxTokens, tokenizer.endId(), sampling, choice -> true);
        String text = tokenizer.decode(added);
        if (options.json) {
            ObjectNode json = JsonNodeFactory.instance.objectNode().put("prompt", options.prompt).put("text", text);
            array(json, "prompt_tokens", prompt);
            array(json, "tokens", added);
            json.put("stopped_by", added.length < options.maxTokens ? "end" : "max_tokens");
            out.println(json);
        } else {
            out.println(text);
        }
        return 0;
    }

    private static void array(ObjectNode json, String key, int[] ids) {
        var array = json.putArray(key);
        for (int id : ids) {
            array.add(id);
        }
    }
}
