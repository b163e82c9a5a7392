package dev.vitrine.engine.optim;

import dev.vitrine.engine.Tiny;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.tensor.Gradients;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.TensorShape;
import java.util.List;

/** One parameter of each sort, with gradients that a test draws. */
final class Trained {
    final Parameter matrix = Parameter.normal("blocks.0.up.weight", TensorShape.of("in", 7, "out", 11), 1, Tiny.DRAWS);
    final Parameter tall = Parameter.normal("blocks.0.down.weight", TensorShape.of("in", 9, "out", 4), 1, Tiny.DRAWS);
    final Parameter table = Parameter.normal("embed.wte", TensorShape.of("V", 6, "C", 5), 1, Tiny.DRAWS);
    final Parameter head = Parameter.normal("head.weight", TensorShape.of("in", 5, "out", 6), 1, Tiny.DRAWS);
    final Parameter gain = Parameter.constant("blocks.0.norm1.gain", TensorShape.of("1", 1, "C", 5), 1f);
    final Parameter alpha = Parameter.constant("blocks.0.norm2.alpha", TensorShape.of("1", 1), 0.5f);
    final List<Parameter> all = List.of(matrix, tall, table, head, gain, alpha);
    final Gradients gradients = new Gradients(all);
    final Kernels kernels;

    Trained() {
        this("simd");
    }

    Trained(String backend) {
        kernels = Backends.create(backend);
    }

    static OptimizerConfig config(String kind, double decay) {
        return new OptimizerConfig(kind, 0.9, 0.95, 1e-8, decay, false, 0);
    }

    static OptimizerConfig momentum(String kind, double momentum, boolean nesterov, double decay) {
        return new OptimizerConfig(kind, 0.9, 0.95, 1e-8, decay, false, 0, 0, 0, false, momentum, nesterov);
    }

    Optimizer optimizer(OptimizerConfig config) {
        return Optimizers.REGISTRY.get(config.kind()).create(gradients, config, kernels);
    }

    void draw(String name) {
        for (Parameter p : all) {
            gradients.of(p).setTo(Tiny.gaussian(name + p.name(), p.shape().rows(), p.shape().columns(), 0.3));
        }
    }

    float[] w(Parameter p) {
        return p.value().data;
    }

    float[] g(Parameter p) {
        return gradients.of(p).data;
    }

    List<float[]> weights() {
        return all.stream().map(p -> p.value().data.clone()).toList();
    }

    void setWeights(List<float[]> values) {
        for (int i = 0; i < all.size(); i++) {
            System.arraycopy(values.get(i), 0, w(all.get(i)), 0, all.get(i).size());
        }
    }
}
