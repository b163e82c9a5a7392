package dev.vitrine.engine.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.engine.InputFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A folder of three files, as Hugging Face lays them out. */
final class FolderForm implements ModelForm {
    /** Replaces each file as a whole, config.json last, so that a new folder without one is not finished. */
    @Override
    public void save(Path folder, ModelContent content) {
        new ShardWriter(folder, content).write();
        content.tokenizer().ifPresent(text -> AtomicFiles.write(folder.resolve(ModelContent.TOKENIZER), text));
        AtomicFiles.write(folder.resolve(ModelContent.CONFIG), content.configText());
    }

    @Override
    public ModelParts open(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new CheckpointException("there is no folder " + folder + "; give one that holds " + ModelContent.CONFIG + " and "
                    + ModelContent.TENSORS + ", or the name of a model that ships: " + String.join(", ", ShippedModels.REGISTRY.names()));
        }
        return new ModelParts() {
            @Override
            public Path place(String part) {
                return folder.resolve(part);
            }

            @Override
            public JsonNode config() {
                return json(place(ModelContent.CONFIG), "a model's config.json", ModelContent.CONFIG_LIMIT);
            }

            @Override
            public TensorSource tensors() {
                return TensorSource.of(folder);
            }

            @Override
            public Optional<JsonNode> tokenizer() {
                Path file = place(ModelContent.TOKENIZER);
                return Files.exists(file) ? Optional.of(json(file, "a tokenizer.json", ModelContent.TOKENIZER_LIMIT)) : Optional.empty();
            }
        };
    }

    private static JsonNode json(Path file, String wanted, int limit) {
        return InputFiles.json(file.toString(), InputFiles.utf8(file.toString(), InputFiles.bytes(file, wanted, limit)));
    }
}
