package dev.vitrine.cli;

import dev.vitrine.engine.InputException;
import dev.vitrine.engine.checkpoint.LoadedModel;
import dev.vitrine.engine.text.Tokenizer;
import dev.vitrine.training.Prompts;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/** A prompt as token ids, with what a person should know about it said on stderr. */
final class ModelInput {
    private ModelInput() {
    }

    static Tokenizer tokenizer(LoadedModel model, Path folder) {
        return model.tokenizer().orElseThrow(() -> new InputException(folder + " has no tokenizer.json that is read here, so its"
                + " model takes token ids only: vitrine inspect --input-ids shows what it makes of them"));
    }

    /** @return all ids, of which a model reads the last context-length ones */
    static int[] prompt(LoadedModel model, Tokenizer tokenizer, String text, PrintWriter err) {
        List<String> unknown = tokenizer.unknown(text);
        if (!unknown.isEmpty()) {
            err.println("the vocabulary lacks " + String.join(", ", unknown.stream().map(p -> "'" + p + "'").toList())
                    + ": read as " + tokenizer.token(tokenizer.unknownId()));
        }
        int[] ids = Prompts.start(tokenizer, text);
        int context = model.model().config().contextLength();
        if (ids.length > context) {
            err.println("the prompt has " + ids.length + " tokens, and only its last " + context + " are read: that is the"
                    + " model's context");
        }
        return ids;
    }
}
