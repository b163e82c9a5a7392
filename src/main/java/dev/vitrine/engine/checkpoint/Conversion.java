package dev.vitrine.engine.checkpoint;

import dev.vitrine.engine.InputException;
import dev.vitrine.engine.Registry;
import dev.vitrine.engine.tensor.Weights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A model read in any form and written in another.
 *
 * @param to         one of {@link #targets}, or null: what the extension of {@code out} says, else our own
 * @param numbers    what they are stored as, one of {@link #dtypes}
 * @param shardLimit most bytes of one file of a folder
 */
public record Conversion(Path in, Path out, String to, String numbers, long shardLimit) {
    private static final Registry<Dtype> NUMBERS = new Registry<Dtype>("dtype").add("f32", Dtype.F32).add("f16", Dtype.F16).add("bf16", Dtype.BF16);

    public Conversion {
        if (to != null && !targets().contains(to)) {
            throw new InputException("unknown target '" + to + "'; choose one of " + targets());
        }
        NUMBERS.get(numbers);
        if (shardLimit < 1) {
            throw new InputException("a shard must have at least 1 byte, got " + shardLimit);
        }
    }

    /** Families, which are saved as folders, .bin or .json, and formats of one file. */
    public static List<String> targets() {
        List<String> names = new ArrayList<>(ModelWriters.REGISTRY.names());
        names.addAll(FileExport.REGISTRY.names());
        return names;
    }

    public static Set<String> dtypes() {
        return NUMBERS.names();
    }

    /** @return what a person should know of the result; empty for nothing */
    public String run() {
        String extension = ModelForms.extension(out);
        boolean isExport = FileExport.REGISTRY.names().contains(extension);
        String target = to != null ? to : isExport ? extension : "vitrine";
        if (FileExport.REGISTRY.names().contains(target) != isExport || isExport && !target.equals(extension)) {
            throw new InputException(out + " cannot be written as " + target + ": a file that ends in " + (isExport ? "." + extension + " is "
                    + extension : "." + target + " is needed") + "; change the name or leave out --to");
        }
        Dtype dtype = NUMBERS.get(numbers);
        LoadedModel model = ModelFiles.load(in);
        if (!isExport) {
            ModelContent content = ModelWriters.REGISTRY.get(target).write(model.model(), Weights.LIVE, model.tokenizer());
            ModelFiles.prepare(out);
            ModelForms.of(out).save(out, content.stored(dtype, shardLimit));
            return "";
        }
        if (shardLimit < Long.MAX_VALUE) {
            throw new InputException(out + " is one file, which is not split into shards; leave the limit out or choose a folder");
        }
        return FileExport.REGISTRY.get(target).write(out, model, dtype);
    }
}
