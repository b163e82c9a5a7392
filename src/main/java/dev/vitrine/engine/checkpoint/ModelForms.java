package dev.vitrine.engine.checkpoint;

import dev.vitrine.engine.Registry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The forms that a model can have in files. */
final class ModelForms {
    /** The forms of one file, by its extension. */
    static final Registry<ModelForm> FILES = new Registry<ModelForm>("model file").add("bin", new BinaryForm()).add("json", new JsonForm());

    static final ModelForm FOLDER = new FolderForm();

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
