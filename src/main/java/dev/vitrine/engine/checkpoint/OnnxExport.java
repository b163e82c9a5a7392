package dev.vitrine.engine.checkpoint;

import static dev.vitrine.engine.checkpoint.OnnxGraph.attribute;
import static dev.vitrine.engine.checkpoint.OnnxGraph.axes;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.vitrine.engine.layer.Blocks;
import dev.vitrine.engine.layer.FeedForwards;
import dev.vitrine.engine.layer.Positions;
import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.model.ModelConfig;
import dev.vitrine.engine.tensor.Parameter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * A Transformer for text as ONNX: {@code input_ids} (batch, time), whole numbers, to {@code logits} (batch, time, V), both of any batch and
 * any time up to the context. Every part is in plain operators, so that any runtime computes it.
 */
final class OnnxExport {
    private static final long LIMIT = Integer.MAX_VALUE - (64L << 20);   // bytes of a protobuf message, and room for the graph

    private final OnnxGraph graph = new OnnxGraph();
    private final Model model;
    private final ModelConfig config;
    private final String time;           // one number on one axis
    private final OnnxAttention attention;

    private OnnxExport(Model model) {
        this.model = model;
        config = model.config();
        graph.input("input_ids", DataType.INT64, "batch", "time");
        graph.output("logits", DataType.FLOAT, "batch", "time", config.vocabularySize());
        time = graph.op("Slice", graph.op("Shape", "input_ids"), graph.longs(1), graph.longs(2));
        attention = new OnnxAttention(graph, config, time);
    }

    static String write(Path file, LoadedModel loaded, Dtype numbers) {
        ModelConfig c = loaded.model().config();
        new Fit("onnx", c).language().position(Set.of("learned", "rope", "rope+learned", "none"))
                .is("--dtype", numbers.name().toLowerCase(Locale.ROOT), "f32");
        long bytes = loaded.model().parameters().stream().mapToLong(p -> (long) p.size() * Float.BYTES).sum();
        if (bytes > LIMIT) {
            throw new CheckpointException(file + " cannot hold " + bytes + " bytes of weights: an ONNX file ends at 2 GB; convert to a"
                    + " folder or .gguf");
        }
        ModelProto onnx = new OnnxExport(loaded.model()).model();
        AtomicFiles.write(file, onnx::writeTo);
        return "";
    }

    private ModelProto model() {
        boolean finalNorm = Blocks.REGISTRY.get(config.normOrder()).finalNorm();
        String x = graph.op("Gather", weight("embed.wte"), "input_ids");
        if (!finalNorm) {
            x = graph.op("Mul", x, graph.number(Math.sqrt(config.channels())));   // see Gpt
        }
        if (Positions.REGISTRY.get(config.position()).learned()) {
            x = graph.op("Add", x, graph.op("Slice", weight("embed.wpe"), graph.longs(0), time));
        }
        for (int i = 0; i < config.layers(); i++) {
            x = block("blocks." + i + ".", x);
        }
        if (finalNorm) {
            x = norm("final_norm", x);
        }
        graph.result("logits", "MatMul", x, config.tiedHead()
                ? graph.op("Transpose", axes("perm", 1, 0), "embed.wte") : weight("head.weight"));
        return graph.model();
    }

    private String block(String name, String x) {
        return switch (config.normOrder()) {
            case "pre" -> {
                String mid = graph.op("Add", x, attention(name, norm(name + "norm1", x)));
                yield graph.op("Add", mid, feedForward(name, norm(name + "norm2", mid)));
            }
            case "post" -> {
                String mid = norm(name + "norm1", graph.op("Add", x, attention(name, x)));
                yield norm(name + "norm2", graph.op("Add", mid, feedForward(name, mid)));
            }
            case "parallel" -> {
                String normed = norm(name + "norm1", x);
                yield graph.op("Add", graph.op("Add", x, attention(name, normed)), feedForward(name, normed));
            }
            default -> throw new CheckpointException("onnx has no place for model.norm_order = " + config.normOrder());
        };
    }

    private String attention(String name, String x) {
        String qkv = linear(name + "attn.qkv", x);
        boolean normed = config.attention().qkNorm();
        String z = attention.of(qkv, part -> normed ? rms(part, weight(name + "attn.q_norm.gain")) : part,
                part -> normed ? rms(part, weight(name + "attn.k_norm.gain")) : part);
        return linear(name + "attn.proj", z);
    }

    private String feedForward(String name, String x) {
        boolean gated = FeedForwards.REGISTRY.get(config.feedForward()).matrices() == 3;
        String act = gated ? graph.op("Mul", function(linear(name + "mlp.gate", x)), linear(name + "mlp.up", x))
                : function(linear(name + "mlp.up", x));
        return linear(name + "mlp.down", act);
    }

    private String function(String x) {
        return switch (config.feedForward()) {
            case "relu", "reglu" -> graph.op("Relu", x);
            case "silu", "swiglu" -> graph.op("Mul", x, graph.op("Sigmoid", x));
            case "gelu", "geglu" -> {
                String cubed = graph.op("Mul", graph.op("Mul", x, x), graph.op("Mul", x, graph.number(0.044715)));
                String inner = graph.op("Mul", graph.op("Add", x, cubed), graph.number(Math.sqrt(2 / Math.PI)));
                yield halved(x, graph.op("Tanh", inner));
            }
            case "gelu_erf", "geglu_erf" -> halved(x, graph.op("Erf", graph.op("Mul", x, graph.number(Math.sqrt(0.5)))));
            default -> throw new CheckpointException("onnx has no place for model.feed_forward = " + config.feedForward());
        };
    }

    /** x (1 + share) / 2. */
    private String halved(String x, String share) {
        return graph.op("Mul", graph.op("Mul", x, graph.number(0.5)), graph.op("Add", share, graph.number(1)));
    }

    private String norm(String name, String x) {
        return switch (config.norm()) {
            case "rms_norm" -> rms(x, weight(name + ".gain"));
            case "rms_norm_no_gain" -> rms(x, graph.number(1));
            case "layer_norm" -> {
                AttributeProto[] kind = new AttributeProto[] {attribute("axis", -1), attribute("epsilon", (float) config.normEps())};
                yield has(name + ".bias") ? graph.op("LayerNormalization", kind, x, weight(name + ".gain"), weight(name + ".bias"))
                        : graph.op("LayerNormalization", kind, x, weight(name + ".gain"));
            }
            case "dyt" -> {
                String tanh = graph.op("Tanh", graph.op("Mul", x, weight(name + ".alpha")));
                yield biased(name, graph.op("Mul", tanh, weight(name + ".gain")));
            }
            default -> throw new CheckpointException("onnx has no place for model.norm = " + config.norm());
        };
    }

    /** x / sqrt(mean(x^2) + eps) * gain, over the last axis. */
    private String rms(String x, String gain) {
        String square = graph.op("ReduceMean", new AttributeProto[] {axes("axes", -1), attribute("keepdims", 1)},
                graph.op("Mul", x, x));
        String root = graph.op("Sqrt", graph.op("Add", square, graph.number(config.normEps())));
        return graph.op("Mul", graph.op("Div", x, root), gain);
    }

    private String linear(String name, String x) {
        return biased(name, graph.op("MatMul", x, weight(name + ".weight")));
    }

    private String biased(String name, String x) {
        return has(name + ".bias") ? graph.op("Add", x, weight(name + ".bias")) : x;
    }

    private boolean has(String name) {
        return model.parameters().contains(name);
    }

    /** Rows of one are vectors. */
    private String weight(String name) {
        Parameter p = model.parameters().get(name);
        return p.shape().axes().getFirst().equals("1") ? graph.tensor(name, p.value().data, p.size())
                : graph.tensor(name, p.value().data, p.shape().rows(), p.shape().columns());
    }
}
