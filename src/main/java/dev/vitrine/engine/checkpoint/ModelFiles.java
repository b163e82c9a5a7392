package dev.vitrine.engine.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.engine.InputException;
import dev.vitrine.engine.InputFiles;
import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.tensor.Weights;
import dev.vitrine.engine.text.SubwordTokenizer;
import dev.vitrine.engine.text.Tokenizer;
import dev.vitrine.engine.text.TokenizerJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A model as a folder of three files, as Hugging Face lays them out: config.json, model.safetensors, tokenizer.json.
 * {@code model_type} in config.json says how to read the other two.
 */
public final class ModelFiles {
    static final String CONFIG = "config.json";
    static final String TENSORS = "model.safetensors";
    static final String TOKENIZER = "tokenizer.json";
    static final String MODEL_TYPE = "model_type";
    private static final int CONFIG_LIMIT = 1 << 20;

    private ModelFiles() {
    }

    /** Replaces each file as a whole, config.json last, so that a new folder without one is not finished.
     *  @param weights live ones, or a copy that training does not touch */
    public static void save(Path folder, Model model, Weights weights, Tokenizer tokenizer) {
        save(folder, model, weights, tokenizer, null);
    }

    /** @param supervised how a model that reasons was trained, for other programs; null where that is not known */
    public static void save(Path folder, Model model, Weights weights, Tokenizer tokenizer, Supervised supervised) {
        prepare(folder);
        boolean reference = HrmModels.fits(model.config());
        Safetensors.write(folder.resolve(TENSORS), reference ? HrmModels.tensors(model, weights) : OwnModels.tensors(model, weights),
                Map.of("format", "vitrine"));
        text(folder.resolve(TOKENIZER), TokenizerJson.write(tokenizer));
        text(folder.resolve(CONFIG), (reference ? HrmModels.config(model.config(), supervised) : OwnModels.config(model.config())).toPrettyString() + "\n");
    }

    /** Makes the folder if there is none.
     *  @throws CheckpointException where nothing could be saved in it, so that this is known before training */
    public static void prepare(Path folder) {
        try {
            Files.createDirectories(folder);
            Path probe = Files.createTempFile(folder, ".vitrine", ".tmp");   // isWritable is true for root everywhere
            Files.delete(probe);
        } catch (IOException e) {
            throw new CheckpointException("a model cannot be saved in " + folder + " (" + (Files.isDirectory(folder)
                    ? "you may not write there" : "no folder can be made there") + "); choose another folder", e);
        }
    }

    /** Whether a model was saved here. */
    public static boolean holdsModel(Path folder) {
        return Files.exists(folder.resolve(CONFIG));
    }

    /** @param folder or the name of one of {@link ShippedModels}
     *  @throws InputException saying what is wrong with which file */
    public static LoadedModel load(Path folder) {
        if (ShippedModels.ships(folder)) {
            return load(ShippedModels.unpacked(folder.toString()));
        }
        if (!Files.isDirectory(folder)) {
            throw new CheckpointException("there is no folder " + folder + "; give one that holds " + CONFIG + " and " + TENSORS
                    + ", or the name of a model that ships: " + String.join(", ", ShippedModels.REGISTRY.names()));
        }
        Path configFile = folder.resolve(CONFIG);
        ObjectNode config = config(configFile);
        JsonNode type = config.remove(MODEL_TYPE);
        if (type == null || !type.isTextual() || !ModelReaders.REGISTRY.names().contains(type.textValue())) {
            throw new CheckpointException(configFile + ": " + MODEL_TYPE + " must be one of " + ModelReaders.REGISTRY.names()
                    + ", got " + (type == null ? "nothing" : InputFiles.describe(type)));
        }
        ModelReader reader = ModelReaders.REGISTRY.get(type.textValue());
        ReadModel read = reader.read(configFile, config, TensorSource.of(folder));
        return new LoadedModel(read.model(), reader.ownTokenizer() ? tokenizer(folder, read.model()) : Optional.empty(),
                read.slices());
    }

    private static ObjectNode config(Path file) {
        String name = file.toString();
        JsonNode json = InputFiles.json(name, InputFiles.utf8(name, InputFiles.bytes(file, "a model's config.json", CONFIG_LIMIT)));
        if (json instanceof ObjectNode object) {
            return object;
        }
        throw new CheckpointException(name + " must hold an object, got " + InputFiles.describe(json));
    }

    private static Optional<Tokenizer> tokenizer(Path folder, Model model) {
        Path file = folder.resolve(TOKENIZER);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Tokenizer tokenizer = TokenizerJson.read(file);
        if (tokenizer instanceof SubwordTokenizer subwords && subwords.vocabSize() < model.config().vocabularySize()) {
            tokenizer = subwords.withVocabSize(model.config().vocabularySize());
        }
        if (tokenizer.vocabSize() != model.config().vocabularySize()) {
            throw new CheckpointException(file + " has " + tokenizer.vocabSize() + " tokens, but the model beside it has "
                    + model.config().vocabularySize() + "; use the files of one model");
        }
        return Optional.of(tokenizer);
    }

    private static void text(Path file, String text) {
        AtomicFiles.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }
}
