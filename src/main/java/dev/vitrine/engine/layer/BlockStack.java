package dev.vitrine.engine.layer;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.TensorVisitor;
import java.util.ArrayList;
import java.util.List;
import org.ejml.data.FMatrixRMaj;

/** Blocks one after the other, closed by a norm where their order wants one: a level of HRM. */
public final class BlockStack implements Layer {
    private final List<Layer> layers = new ArrayList<>();
    private final List<String> names = new ArrayList<>();

    public BlockStack(String name, int blocks, BlockConfig config, Draws draws) {
        for (int i = 0; i < blocks; i++) {
            layers.add(Blocks.create(name + ".blocks." + i, config, draws));
            names.add("blocks." + i);
        }
        if (Blocks.REGISTRY.get(config.order()).finalNorm()) {
            layers.add(Norms.create(name + ".norm", config));
            names.add("norm");
        }
    }

    @Override
    public List<Parameter> parameters() {
        return layers.stream().flatMap(l -> l.parameters().stream()).toList();
    }

    @Override
    public Pass newPass(PassContext context) {
        return new StackPass(layers.stream().map(l -> l.newPass(context)).toList());
    }

    private final class StackPass implements Pass {
        private final List<Pass> passes;

        StackPass(List<Pass> passes) {
            this.passes = passes;
        }

        @Override
        public FMatrixRMaj forward(FMatrixRMaj x) {
            FMatrixRMaj y = x;
            for (int i = 0; i < passes.size(); i++) {
                y = passes.get(i).forward(y);
            }
            return y;
        }

        @Override
        public FMatrixRMaj backward(FMatrixRMaj dy) {
            FMatrixRMaj dx = dy;
            for (int i = passes.size() - 1; i >= 0; i--) {
                dx = passes.get(i).backward(dx);
            }
            return dx;
        }

        @Override
        public void tensors(TensorVisitor visitor) {
            for (int i = 0; i < passes.size(); i++) {
                passes.get(i).tensors(visitor.under(names.get(i)));
            }
        }
    }
}
