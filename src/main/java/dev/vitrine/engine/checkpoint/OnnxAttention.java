package dev.vitrine.engine.checkpoint;

import static dev.vitrine.engine.checkpoint.OnnxGraph.attribute;
import static dev.vitrine.engine.checkpoint.OnnxGraph.axes;

import dev.vitrine.engine.layer.Positions;
import dev.vitrine.engine.layer.RopeScaling;
import dev.vitrine.engine.model.ModelConfig;
import java.util.function.UnaryOperator;

/**
 * z = softmax(q k^T / sqrt(hs) + mask) v in plain operators. Queries are (B, KV, G, T, hs), keys and values (B, KV, 1, T, hs): the G heads of
 * a group share theirs by broadcasting. The mask and the turns of rotary positions are the same in every block.
 */
final class OnnxAttention {
    private final OnnxGraph graph;
    private final int heads;
    private final int kvHeads;
    private final int hs;
    private final int turned;    // channels of a head that rotary positions turn
    private final String mask;   // (T, T), whether a query sees a key
    private final String cos;    // (T, turned / 2); null where nothing is turned
    private final String sin;

    OnnxAttention(OnnxGraph graph, ModelConfig config, String time) {
        this.graph = graph;
        heads = config.heads();
        kvHeads = config.block().kvHeads();
        hs = config.block().headSize();
        turned = Positions.REGISTRY.get(config.position()).rotary() ? 2 * (int) (hs * config.attention().ropeFraction() / 2) : 0;
        mask = mask(config.attention().window(), time);
        cos = turned == 0 ? null : table("rope_cos", config, time);
        sin = turned == 0 ? null : table("rope_sin", config, time);
    }

    private String mask(int window, String time) {
        String positions = graph.op("Range", graph.whole(0), graph.op("Squeeze", time, graph.longs(0)), graph.whole(1));
        String back = graph.op("Sub", graph.op("Unsqueeze", positions, graph.longs(1)), graph.op("Unsqueeze", positions, graph.longs(0)));
        String past = graph.op("GreaterOrEqual", back, graph.whole(0));
        return window == 0 ? past : graph.op("And", past, graph.op("Less", back, graph.whole(window)));
    }

    /** Cosines or sines of what a pair of channels is turned by, for every position of the context; see {@code Rotary}. */
    private String table(String name, ModelConfig config, String time) {
        int half = turned / 2;
        RopeScaling scaling = config.attention().ropeScaling();
        float[] values = new float[config.contextLength() * half];
        for (int i = 0; i < values.length; i++) {
            double unscaled = StrictMath.pow(config.ropeTheta(), -2.0 * (i % half) / turned);
            int position = i / half;
            double angle = position * RopeScaling.KINDS.get(scaling.kind()).frequency(unscaled, scaling);
            values[i] = (float) (name.endsWith("cos") ? StrictMath.cos(angle) : StrictMath.sin(angle));
        }
        return graph.op("Slice", graph.tensor(name, values, config.contextLength(), half), graph.longs(0), time);
    }

    /** From (B, T, (NH + 2 KV) hs) to (B, T, NH hs). */
    String of(String qkv, UnaryOperator<String> queryNorm, UnaryOperator<String> keyNorm) {
        String[] parts = graph.split(qkv, (long) heads * hs, (long) kvHeads * hs, (long) kvHeads * hs);
        String q = turn(queryNorm.apply(grouped(parts[0], heads / kvHeads)));
        String k = turn(keyNorm.apply(grouped(parts[1], 1)));
        String v = grouped(parts[2], 1);
        String scores = graph.op("Mul", graph.op("MatMul", q, graph.op("Transpose", axes("perm", 0, 1, 2, 4, 3), k)),
                graph.number(1 / Math.sqrt(hs)));
        String seen = graph.op("Where", mask, scores, graph.number(Double.NEGATIVE_INFINITY));
        String z = graph.op("MatMul", graph.op("Softmax", attribute("axis", -1), seen), v);
        return graph.op("Reshape", graph.op("Transpose", axes("perm", 0, 3, 1, 2, 4), z), graph.longs(0, 0, (long) heads * hs));
    }

    /** From (B, T, KV G hs) to (B, KV, G, T, hs). */
    private String grouped(String x, int group) {
        return graph.op("Transpose", axes("perm", 0, 2, 3, 1, 4), graph.op("Reshape", x, graph.longs(0, 0, kvHeads, group, hs)));
    }

    private String turn(String x) {
        if (turned == 0) {
            return x;
        }
        int half = turned / 2;
        String[] parts = turned < hs ? graph.split(x, half, half, hs - turned) : graph.split(x, half, half);
        String first = graph.op("Sub", graph.op("Mul", parts[0], cos), graph.op("Mul", parts[1], sin));
        String second = graph.op("Add", graph.op("Mul", parts[1], cos), graph.op("Mul", parts[0], sin));
        return turned < hs ? graph.op("Concat", attribute("axis", -1), first, second, parts[2])
                : graph.op("Concat", attribute("axis", -1), first, second);
    }
}
