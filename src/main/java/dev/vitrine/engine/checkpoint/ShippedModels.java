package dev.vitrine.engine.checkpoint;

import dev.vitrine.engine.InputException;
import dev.vitrine.engine.Registry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Small trained models that ship, by name. How each was made stands beside it. To add one: save its folder, add the line. */
public final class ShippedModels {
    /** The resource folder that holds each one. */
    public static final Registry<String> REGISTRY = new Registry<String>("shipped model")
            .add("maze7", "/models/maze7")
            .add("sudoku6", "/models/sudoku6")
            .add("xor16", "/models/xor16");

    private ShippedModels() {
    }

    /** Whether this is the name of one, and no folder of that name is there. */
    static boolean ships(Path folder) {
        return !Files.exists(folder) && REGISTRY.names().contains(folder.toString());
    }

    /** A copy in a temporary folder, which goes when the program ends. */
    static Path unpacked(String name) {
        try {
            Path folder = Files.createTempDirectory("vitrine-" + name);
            folder.toFile().deleteOnExit();
            for (String file : List.of(ModelContent.CONFIG, ModelContent.TENSORS, ModelContent.TOKENIZER)) {
                copy(REGISTRY.get(name) + "/" + file, folder.resolve(file));
            }
            return folder;
        } catch (IOException e) {
            throw new InputException("the model " + name + " that ships cannot be unpacked into a temporary folder (" + e.getMessage()
                    + "): make room there", e);
        }
    }

    private static void copy(String resource, Path to) throws IOException {
        to.toFile().deleteOnExit();
        try (InputStream in = ShippedModels.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new InputException(resource + " is not in this program; its jar may be damaged");
            }
            Files.copy(in, to);
        }
    }
}
