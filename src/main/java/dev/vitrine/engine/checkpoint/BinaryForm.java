package dev.vitrine.engine.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.engine.InputFiles;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** An {@link Archive} whose entries are, byte for byte, the files of the folder. */
final class BinaryForm implements ModelForm {
    private static final int VERSION = 1;

    @Override
    public void save(Path file, ModelContent content) {
        oneFile(file, content);
        Map<String, Archive.Content> entries = new LinkedHashMap<>();
        entries.put(ModelContent.CONFIG, Archive.text(content.configText()));
        content.tokenizer().ifPresent(text -> entries.put(ModelContent.TOKENIZER, Archive.text(text)));
        entries.put(ModelContent.TENSORS, content.tensorsFile());
        Archive.write(file, ModelFiles.FORMAT, VERSION, entries);
    }

    @Override
    public ModelParts open(Path file) {
        return new Parts(file, Archive.open(file, ModelFiles.FORMAT, VERSION));
    }

    private record Parts(Path file, Archive archive) implements ModelParts {
        @Override
        public Path place(String part) {
            return file.resolve(part);
        }

        @Override
        public JsonNode config() {
            return json(ModelContent.CONFIG, ModelContent.CONFIG_LIMIT);
        }

        @Override
        public TensorSource tensors() {
            return archive.tensors(ModelContent.TENSORS);
        }

        @Override
        public Optional<JsonNode> tokenizer() {
            return archive.names().contains(ModelContent.TOKENIZER)
                    ? Optional.of(json(ModelContent.TOKENIZER, ModelContent.TOKENIZER_LIMIT)) : Optional.empty();
        }

        private JsonNode json(String part, int limit) {
            String source = place(part).toString();
            return InputFiles.json(source, InputFiles.utf8(source, archive.bytes(part, limit)));
        }

        @Override
        public void close() {
            archive.close();
        }
    }
}
