package dev.vitrine.engine.model;

import dev.vitrine.engine.tensor.TensorShape;
import dev.vitrine.engine.tensor.TensorVisitor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ejml.data.FMatrixRMaj;

/** Everything that a pass shows: copies of the values, and the live matrix of those that are stored as they are shown. */
final class Tapped implements TensorVisitor {
    private final String prefix;
    private final Map<String, TensorShape> shapes;
    private final Map<String, float[]> values;
    private final Map<String, FMatrixRMaj> live;

    private Tapped(String prefix, Map<String, TensorShape> shapes, Map<String, float[]> values, Map<String, FMatrixRMaj> live) {
        this.prefix = prefix;
        this.shapes = shapes;
        this.values = values;
        this.live = live;
    }

    static Tapped of(ModelPass pass) {
        Tapped tapped = new Tapped("", new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
        pass.tensors(tapped);
        return tapped;
    }

    Map<String, TensorShape> shapes() {
        return shapes;
    }

    float[] values(String name) {
        if (!values.containsKey(name)) {
            throw new IllegalArgumentException("no tensor " + name + " among " + values.keySet());
        }
        return values.get(name);
    }

    FMatrixRMaj live(String name) {
        return live.get(name);
    }

    @Override
    public void tensor(String name, TensorShape shape, Filler filler) {
        float[] copy = new float[shape.count()];
        filler.fill(copy);
        shapes.put(full(name), shape);
        values.put(full(name), copy);
    }

    @Override
    public void tensor(String name, TensorShape shape, FMatrixRMaj matrix) {
        TensorVisitor.super.tensor(name, shape, matrix);
        live.put(full(name), matrix);
    }

    @Override
    public TensorVisitor under(String inner) {
        return new Tapped(prefix + inner + ".", shapes, values, live);
    }

    private String full(String name) {
        return name.startsWith("grad.") ? "grad." + prefix + name.substring("grad.".length()) : prefix + name;
    }
}
