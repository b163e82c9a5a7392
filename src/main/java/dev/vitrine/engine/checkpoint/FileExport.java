package dev.vitrine.engine.checkpoint;

import dev.vitrine.engine.Registry;
import java.nio.file.Path;

/** A file of another program's that is written here and not read. */
@FunctionalInterface
interface FileExport {
    /** By the file's extension. To add one: write the class, add the line. */
    Registry<FileExport> REGISTRY = new Registry<FileExport>("export").add("onnx", OnnxExport::write).add("gguf", GgufExport::write);

    /**
     * @param numbers of the matrices
     * @return what a person should know of the file; empty for nothing
     * @throws CheckpointException naming the setting that the format has no place for
     */
    String write(Path file, LoadedModel model, Dtype numbers);
}
