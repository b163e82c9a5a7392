package dev.vitrine.engine.model;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.layer.Embedding;
import dev.vitrine.engine.layer.Layer;
import dev.vitrine.engine.layer.Linear;
import dev.vitrine.engine.layer.PassContext;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.ParameterSet;
import dev.vitrine.engine.tensor.TensorShape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Few blocks used over and over: states z, one for each {@link Level}, are renewed by calls z = f(sum of all states (+ E)) in
 * the order of a plan, and the head reads the last level's. Where the model reasons, the states are carried from segment to
 * segment, and a halting head reads the first position of the last level's.
 */
public abstract class Recurrent implements Model {
    /** So that an untrained model does not halt. */
    private static final float HALT_BIAS = -5;

    private final ModelConfig config;
    private final Embedding embedding;
    private final List<Level> levels;
    private final List<Call> calls;
    private final Layer head;
    private final @Nullable Linear haltHead;   // null for text
    private final ParameterSet parameters;

    /** @param levels in the order of their parameters
     *  @param calls  in the order in which they are worked */
    Recurrent(ModelConfig config, List<Level> levels, List<Call> calls, Draws draws) {
        this.config = config;
        this.levels = List.copyOf(levels);
        this.calls = List.copyOf(calls);
        embedding = Input.create(config, draws);
        head = Head.create(config, embedding, draws);
        haltHead = config.reasoning().enabled() ? Linear.constant("q_head", config.channels(), 2, HALT_BIAS) : null;
        List<Parameter> all = new ArrayList<>(embedding.parameters());
        levels.forEach(l -> all.addAll(l.layer().parameters()));
        all.addAll(head.parameters());
        if (haltHead != null) {
            all.addAll(haltHead.parameters());
        }
        levels.forEach(l -> all.add(l.start()));
        parameters = new ParameterSet(all);
    }

    /** T calls of the low level, index 0, then one of the high level, N times. */
    static List<Call> cycles(ModelConfig config) {
        HrmGradient gradient = HrmGradient.of(config.gradient());
        int n = config.hCycles();
        int t = config.lCycles();
        List<Call> calls = new ArrayList<>();
        for (int cycle = 0; cycle < n; cycle++) {
            for (int step = 0; step < t; step++) {
                calls.add(new Call(0, cycle + "." + step, gradient.low(cycle, step, n, t)));
            }
            calls.add(new Call(1, Integer.toString(cycle), gradient.high(cycle, n)));
        }
        return calls;
    }

    static Parameter start(String name, ModelConfig config, Draws draws) {
        return Parameter.truncatedNormalBuffer(name, TensorShape.of("1", 1, "C", config.channels()), 1, draws);
    }

    @Override
    public ModelConfig config() {
        return config;
    }

    @Override
    public ParameterSet parameters() {
        return parameters;
    }

    @Override
    public int depth() {
        return calls.stream().mapToInt(call -> levels.get(call.level()).blocks()).sum();
    }

    @Override
    public ModelPass newPass(PassContext context) {
        return haltHead == null ? new RecurrentPass(context, this) : new SegmentPass(context, this, haltHead);
    }

    Embedding embedding() {
        return embedding;
    }

    List<Level> levels() {
        return levels;
    }

    List<Call> calls() {
        return calls;
    }

    Layer head() {
        return head;
    }
}
