package dev.vitrine.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.engine.InputException;
import dev.vitrine.engine.Nearest;
import dev.vitrine.engine.checkpoint.LoadedModel;
import dev.vitrine.engine.checkpoint.ModelFiles;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.layer.PassContext;
import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.model.ModelPass;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.TensorShape;
import dev.vitrine.engine.tensor.TensorVisitor;
import dev.vitrine.engine.tensor.Weights;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The work of {@link InspectCommand}: one pass over a batch, and what it holds afterwards. */
final class Inspection {
    private static final int SUGGESTIONS = 3;

    /** A tensor that can be filled in when it is asked for. */
    private record Held(String name, TensorShape shape, TensorVisitor.Filler filler) {
        float[] values() {
            float[] values = new float[shape.count()];
            filler.fill(values);
            return values;
        }
    }

    private final InspectCommand options;
    private final PrintWriter out;
    private final PrintWriter err;

    Inspection(InspectCommand options) {
        this.options = options;
        out = options.spec.commandLine().getOut();
        err = options.spec.commandLine().getErr();
    }

    int run() {
        List<int[]> given = options.input.ids.stream().map(this::ids).toList();
        Backends.fallbackNotice(options.backend).ifPresent(err::println);
        LoadedModel loaded = ModelFiles.load(options.model);
        Map<String, Held> tensors = tensors(loaded.model(), options.input.prompt == null ? checked(given, loaded.model())
                : List.of(prompt(loaded)));
        if (options.what.list) {
            tensors.values().forEach(this::list);
            return 0;
        }
        List<Held> wanted = options.what.tensors.stream().map(name -> find(name, tensors)).toList();
        wanted.forEach(this::print);
        return 0;
    }

    private int[] ids(String row) {
        try {
            return Arrays.stream(row.split(",", -1)).map(String::strip).mapToInt(Integer::parseInt).toArray();
        } catch (NumberFormatException e) {
            throw Failures.wrong(options.spec.commandLine(), "--input-ids must be whole numbers with commas between, got '" + row + "'");
        }
    }

    private int[] prompt(LoadedModel loaded) {
        int[] ids = ModelInput.prompt(loaded, ModelInput.tokenizer(loaded, options.model), options.input.prompt, err);
        return Arrays.copyOfRange(ids, Math.max(0, ids.length - loaded.model().config().contextLength()), ids.length);
    }

    private static List<int[]> checked(List<int[]> rows, Model model) {
        int length = rows.getFirst().length;
        int context = model.config().contextLength();
        int vocabulary = model.config().vocabularySize();
        for (int[] row : rows) {
            if (row.length != length) {
                throw new InputException("all rows of --input-ids must be equally long, got " + length + " and " + row.length + " ids");
            }
            if (length > context) {
                throw new InputException("--input-ids must be at most " + context + " ids, the model's context, got " + length);
            }
            for (int id : row) {
                if (id < 0 || id >= vocabulary) {
                    throw new InputException("--input-ids must be from 0 to " + (vocabulary - 1) + ", the model's vocabulary, got " + id);
                }
            }
        }
        return rows;
    }

    private Map<String, Held> tensors(Model model, List<int[]> rows) {
        int time = rows.getFirst().length;
        ModelPass pass = model.newPass(PassContext.evaluation(rows.size(), time, Weights.LIVE, Backends.create(options.backend)));
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.get(i), 0, pass.tokens(), i * time, time);
        }
        pass.forward();
        Map<String, Held> tensors = new LinkedHashMap<>();
        TensorVisitor collect = (name, shape, filler) -> {
            if (!name.startsWith("grad.")) {   // nothing went backward
                tensors.put(name, new Held(name, shape, filler));
            }
        };
        pass.tensors(collect);
        for (Parameter p : model.parameters()) {
            collect.tensor("param." + p.name(), p.shape(), p.value());
        }
        return tensors;
    }

    private static Held find(String name, Map<String, Held> tensors) {
        Held held = tensors.get(name);
        if (held == null) {
            throw new InputException("there is no tensor '" + name + "'; the nearest are "
                    + String.join(", ", Nearest.to(name, tensors.keySet(), SUGGESTIONS)) + " (--list shows all)");
        }
        return held;
    }

    private void list(Held tensor) {
        out.println(options.json ? head(tensor).toString() : tensor.name + " (" + tensor.shape + ")");
    }

    private void print(Held tensor) {
        if (options.json) {
            ObjectNode json = head(tensor);
            ArrayNode data = json.putArray("data");
            for (float v : tensor.values()) {
                if (Float.isFinite(v)) {
                    data.add(v);
                } else {
                    data.addNull();
                }
            }
            out.println(json);
            return;
        }
        out.println(tensor.name + " (" + tensor.shape + ")");
        float[] values = tensor.values();
        int columns = tensor.shape.columns();
        for (int at = 0; at < values.length; at += columns) {
            List<String> row = new ArrayList<>();
            for (int c = 0; c < columns; c++) {
                row.add(String.format(Locale.ROOT, "%.6g", values[at + c]));
            }
            out.println(String.join(" ", row));
        }
    }

    private static ObjectNode head(Held tensor) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("tensor", tensor.name);
        tensor.shape.sizes().forEach(json.putArray("shape")::add);
        tensor.shape.axes().forEach(json.putArray("axes")::add);
        return json;
    }
}
