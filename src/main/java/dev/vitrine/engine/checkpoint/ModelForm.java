package dev.vitrine.engine.checkpoint;

import dev.vitrine.engine.Registry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** How the parts of a model lie in files. */
interface ModelForm {
    /** The forms of one file, by its extension. */
    Registry<ModelForm> FILES = new Registry<ModelForm>("model file").add("bin", new BinaryForm()).add("json", new JsonForm());

    ModelForm FOLDER = new FolderForm();

    void save(Path place, ModelContent content);

    default void oneFile(Path place, ModelContent content) {
        if (content.shardLimit() < Long.MAX_VALUE) {
            throw new CheckpointException(place + " is one file, which is not split into shards; leave the limit out or choose a folder");
        }
    }

    /** @throws CheckpointException where there is no such thing */
    ModelParts open(Path place);

    /** That of a path to save to or to read: a folder, unless its extension says otherwise. */
    static ModelForm of(Path place) {
        String extension = extension(place);
        return FILES.names().contains(extension) && !Files.isDirectory(place) ? FILES.get(extension) : FOLDER;
    }

    /** In lower case, without the dot; empty where there is none. */
    static String extension(Path place) {
        String name = String.valueOf(place.getFileName()).toLowerCase(Locale.ROOT);
        return name.contains(".") ? name.substring(name.lastIndexOf('.') + 1) : "";
    }
}
