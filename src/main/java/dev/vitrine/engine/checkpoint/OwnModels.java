package dev.vitrine.engine.checkpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.engine.Draws;
import dev.vitrine.engine.JsonRecords;
import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.model.ModelConfig;
import dev.vitrine.engine.model.Models;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.Weights;
import dev.vitrine.engine.text.Tokenizer;
import dev.vitrine.engine.text.TokenizerJson;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Models as {@link ModelFiles} saves them: config.json has the keys of {@link ModelConfig}, tensors have our names.
 *  @param type name in {@link Models} */
record OwnModels(String type) implements ModelReader {
    @Override
    public ReadModel read(Path configFile, ObjectNode config, TensorSource tensors) {
        ObjectNode whole = config.deepCopy().put("type", type);
        Model model = Models.create(JsonRecords.read(configFile.toString(), whole, ModelConfig.class), new Draws(0));
        List<TensorSlice> slices = model.parameters().stream().map(p -> TensorSlice.whole(p.name(), p, false)).toList();
        WeightFiles.fill(slices, tensors, Set.of());
        return new ReadModel(model, slices);
    }

    @Override
    public boolean ownTokenizer() {
        return true;
    }

    /** With the names of the reference where the model is one of its own.
     *  @param supervised how a model that reasons was trained; null where that is not known */
    static ModelContent write(Model model, Weights weights, Optional<Tokenizer> tokenizer, Supervised supervised) {
        boolean reference = HrmModels.fits(model.config());
        return new ModelContent(reference ? HrmModels.config(model.config(), supervised) : config(model.config(), supervised),
                reference ? HrmModels.tensors(model, weights) : tensors(model, weights), tokenizer.map(TokenizerJson::write));
    }

    private static ObjectNode config(ModelConfig config, Supervised supervised) {
        ObjectNode keys = JsonRecords.write(config);
        keys.remove("type");
        ObjectNode whole = keys.objectNode().put(ModelFiles.MODEL_TYPE,
                config.type().equals(Models.GPT) ? ModelReaders.VITRINE_GPT : config.type());
        if (supervised != null && config.reasons()) {
            whole.put(Supervised.SEGMENTS, supervised.segments());
        }
        return whole.setAll(keys);
    }

    private static Map<String, Safetensors.Entry> tensors(Model model, Weights weights) {
        Map<String, Safetensors.Entry> tensors = new LinkedHashMap<>();
        for (Parameter p : model.parameters()) {
            tensors.put(p.name(), new Safetensors.Entry(p.shape().sizes(), weights.of(p).data));
        }
        return tensors;
    }
}
