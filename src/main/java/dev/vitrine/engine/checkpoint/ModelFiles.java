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
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A model in files: a folder of config.json, model.safetensors and tokenizer.json, as Hugging Face lays them out; or the same in one
 * file, {@code .bin} or {@code .json} by its extension. {@code model_type} in config.json says how to read the rest.
 */
public final class ModelFiles {
    /** What the files of one model say that they are. */
    static final String FORMAT = "vitrine-model";
    static final String MODEL_TYPE = "model_type";
    private static final int HEAD = 1 << 12;   // bytes in which a file says what it is

    private ModelFiles() {
    }

    /** Replaces each file as a whole.
     *  @param place   a folder, or a file that ends in .bin or .json
     *  @param weights live ones, or a copy that training does not touch */
    public static void save(Path place, Model model, Weights weights, Tokenizer tokenizer) {
        save(place, model, weights, tokenizer, null);
    }

    /** @param supervised how a model that reasons was trained, for other programs; null where that is not known */
    public static void save(Path place, Model model, Weights weights, Tokenizer tokenizer, Supervised supervised) {
        prepare(place);
        ModelForms.of(place).save(place, OwnModels.write(model, weights, Optional.of(tokenizer), supervised));
    }

    /** Makes the folder if there is none: the model's own, or that of its file.
     *  @throws CheckpointException where nothing could be saved in it, so that this is known before training */
    public static void prepare(Path place) {
        String extension = ModelForms.extension(place);
        if (FileExport.REGISTRY.names().contains(extension) && !Files.isDirectory(place)) {
            throw new CheckpointException("a model is not saved as ." + extension + ", which is not read again: save it in " + place
                    + ".bin and make this file with vitrine convert");
        }
        Path folder = folder(place);
        try {
            Files.createDirectories(folder);
            Path probe = Files.createTempFile(folder, ".vitrine", ".tmp");   // isWritable is true for root everywhere
            Files.delete(probe);
        } catch (IOException e) {
            throw new CheckpointException("a model cannot be saved in " + folder + " (" + (Files.isDirectory(folder)
                    ? "you may not write there" : "no folder can be made there") + "); choose another folder", e);
        }
    }

    /** Whether a model is saved here as a folder, not as one file. */
    public static boolean isFolder(Path place) {
        return ModelForms.of(place) == ModelForms.FOLDER;
    }

    private static Path folder(Path place) {
        return isFolder(place) ? place : place.toAbsolutePath().getParent();
    }

    /** Whether a model was saved here. */
    public static boolean holdsModel(Path place) {
        return Files.exists(ModelForms.of(place) == ModelForms.FOLDER ? place.resolve(ModelContent.CONFIG) : place);
    }

    /** Whether this is a model and not, say, a text to train on: a folder with a config.json, a .bin file, or JSON that says what it is. */
    public static boolean isModel(Path place) {
        if (!ModelForms.extension(place).equals("json") || Files.isDirectory(place)) {
            return Files.isDirectory(place) ? holdsModel(place) : ModelForms.extension(place).equals("bin");
        }
        try (InputStream in = Files.newInputStream(place)) {
            return new String(in.readNBytes(HEAD), StandardCharsets.ISO_8859_1).contains(FORMAT);
        } catch (IOException e) {
            return false;
        }
    }

    /** @param place a folder, a .bin or .json file, or the name of one of {@link ShippedModels}
     *  @throws InputException saying what is wrong with which file */
    public static LoadedModel load(Path place) {
        if (ShippedModels.ships(place)) {
            return load(ShippedModels.unpacked(place.toString()));
        }
        try (ModelParts parts = ModelForms.of(place).open(place)) {
            return load(parts);
        }
    }

    private static LoadedModel load(ModelParts parts) {
        Path configFile = parts.place(ModelContent.CONFIG);
        JsonNode json = parts.config();
        if (!(json instanceof ObjectNode given)) {
            throw new CheckpointException(configFile + " must hold an object, got " + InputFiles.describe(json));
        }
        ObjectNode config = given.deepCopy();
        JsonNode type = config.remove(MODEL_TYPE);
        if (type == null || !type.isTextual() || !ModelReaders.REGISTRY.names().contains(type.textValue())) {
            throw new CheckpointException(configFile + ": " + MODEL_TYPE + " must be one of " + ModelReaders.REGISTRY.names()
                    + ", got " + (type == null ? "nothing" : InputFiles.describe(type)));
        }
        ModelReader reader = ModelReaders.REGISTRY.get(type.textValue());
        Keys keys = new Keys(configFile, config);
        OptionalInt segments = keys.has(Supervised.SEGMENTS) ? OptionalInt.of(keys.positive(Supervised.SEGMENTS)) : OptionalInt.empty();
        config.remove(Supervised.SEGMENTS);
        ReadModel read = read(reader, configFile, config, parts.tensors());
        return new LoadedModel(type.textValue(), read.model(), reader.ownTokenizer() ? tokenizer(parts, read.model()) : Optional.empty(),
                segments, read.slices());
    }

    /** A config that is refused by a record or a layer is that of a file. */
    private static ReadModel read(ModelReader reader, Path configFile, ObjectNode config, TensorSource tensors) {
        try {
            return reader.read(configFile, config, tensors);
        } catch (InputException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new CheckpointException(configFile + ": " + e.getMessage(), e);
        }
    }

    private static Optional<Tokenizer> tokenizer(ModelParts parts, Model model) {
        Path file = parts.place(ModelContent.TOKENIZER);
        return parts.tokenizer().map(json -> fitted(file, TokenizerJson.read(file.toString(), json), model.config().vocabularySize()));
    }

    /** A subword vocabulary may be smaller than the model's, which then has ids that stand for nothing. */
    private static Tokenizer fitted(Path file, Tokenizer tokenizer, int vocabulary) {
        if (tokenizer instanceof SubwordTokenizer subwords && subwords.vocabSize() < vocabulary) {
            return subwords.withVocabSize(vocabulary);
        }
        if (tokenizer.vocabSize() != vocabulary) {
            throw new CheckpointException(file + " has " + tokenizer.vocabSize() + " tokens, but the model beside it has "
                    + vocabulary + "; use the files of one model");
        }
        return tokenizer;
    }
}
