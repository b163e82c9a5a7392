package dev.vitrine.engine.golden;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.engine.InputException;
import dev.vitrine.engine.InputFiles;
import dev.vitrine.engine.checkpoint.LoadedModel;
import dev.vitrine.engine.checkpoint.ModelFiles;
import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.loss.LossFunctions;
import dev.vitrine.engine.model.Models;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Checks a folder that holds a checkpoint and, in expected.json, the numbers that a right engine computes from it. */
public final class GoldenCheck {
    /** By the names of the HRM reference. */
    private static final Map<String, String> LOSSES = new TreeMap<>(Map.of("stablemax_cross_entropy", LossFunctions.STABLEMAX,
            "softmax_cross_entropy", LossFunctions.SOFTMAX));

    private GoldenCheck() {
    }

    /** @return every figure, in the order of the file
     *  @throws InputException saying what is wrong with which file */
    public static List<Figure> run(Path folder, Kernels kernels) {
        if (Files.isRegularFile(folder)) {
            throw new InputException(folder + " is a file; give the folder that holds config.json, model.safetensors and expected.json");
        }
        LoadedModel loaded = ModelFiles.load(folder);
        Expected expected = Expected.read(folder.resolve("expected.json"), "the numbers that a right engine gives");
        if (loaded.model().config().reasons()) {
            return new ReasoningCheck(loaded, expected, function(folder), kernels).run();
        }
        if (!loaded.model().config().type().equals(Models.GPT)) {
            throw new InputException(folder + " holds a model of type '" + loaded.model().config().type()
                    + "', and only language models and models that reason can be checked; give a folder of a gpt2, llama, mistral or hrm");
        }
        return new LanguageModelCheck(loaded, expected, padding(folder), kernels).run();
    }

    /** By what the gradients were worked; stablemax where nothing is said, as in the HRM reference. */
    private static String function(Path folder) {
        Expected config = Expected.read(folder.resolve("config.json"), "a model's config.json");
        JsonNode named = config.json().path("loss");
        if (named.isMissingNode() || named.isNull()) {
            return LossFunctions.STABLEMAX;
        }
        String function = LOSSES.get(named.asText());
        if (function == null) {
            throw config.wrong("loss", "one of " + LOSSES.keySet() + ", by which gradients can be checked, got "
                    + InputFiles.describe(named));
        }
        return function;
    }

    /** Where no token is named for padding, transformers takes the one that ends a text, the first where there are several. */
    private static int padding(Path folder) {
        JsonNode config = Expected.read(folder.resolve("config.json"), "a model's config.json").json();
        JsonNode end = config.path("eos_token_id");
        return config.path("pad_token_id").asInt((end.isArray() ? end.path(0) : end).asInt(-1));
    }
}
