package dev.vitrine.training;

import dev.vitrine.engine.Defaulted;
import dev.vitrine.engine.InputException;
import dev.vitrine.engine.checkpoint.ModelFiles;
import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.tensor.Parameter;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What a run begins with.
 *
 * @param weights a model's folder or file, or the name of one that ships; empty for weights drawn from the seed
 */
@Defaulted
public record BeginConfig(String weights) {
    /** Drawn from the seed. */
    public static final BeginConfig DEFAULT = new BeginConfig("");

    public BeginConfig {
        if (weights == null) {
            throw new IllegalArgumentException("weights must be a text; leave it empty for weights drawn from the seed");
        }
    }

    /** Gives a model these weights.
     *  @throws InputException where they are those of another kind or size of model */
    void fill(Model model) {
        if (weights.isBlank()) {
            return;
        }
        Model from = ModelFiles.load(Path.of(weights)).model();
        Map<String, Parameter> theirs = StreamSupport.stream(from.parameters().spliterator(), false)
                .collect(Collectors.toMap(Parameter::name, Function.identity()));
        for (Parameter p : model.parameters()) {
            Parameter other = theirs.remove(p.name());
            if (other == null || !other.shape().equals(p.shape())) {
                throw other(p.name() + " is " + p.shape() + " here and " + (other == null ? "not there" : other.shape() + " there"));
            }
            System.arraycopy(other.value().data, 0, p.value().data, 0, p.size());
        }
        if (!theirs.isEmpty()) {
            throw other("it has " + theirs.keySet().iterator().next() + " too");
        }
    }

    private InputException other(String how) {
        return new InputException("begin.weights '" + weights + "' is another model than the one of this run: " + how
                + "; give the run the model settings of that folder's config.json");
    }
}
