package dev.vitrine.engine.checkpoint;

import dev.vitrine.engine.Registry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Every form that a model can be saved in and read from. To add one of one file: write the class, add the line. */
final class ModelForms {
    static final ModelForm FOLDER = new FolderForm();

    /** By the extension. */
    private static final Registry<ModelForm> FILES = new Registry<ModelForm>("model file").add("bin", new BinaryForm()).add("json", new JsonForm());

    private ModelForms() {
    }

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
