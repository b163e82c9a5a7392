package dev.vitrine.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.sun.management.ThreadMXBean;
import dev.vitrine.engine.Draws;
import dev.vitrine.engine.Tiny;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.layer.AttentionConfig;
import dev.vitrine.engine.layer.Chance;
import dev.vitrine.engine.layer.DropoutConfig;
import dev.vitrine.engine.layer.ExpertsConfig;
import dev.vitrine.engine.layer.MemoryConfig;
import dev.vitrine.engine.layer.PassContext;
import dev.vitrine.engine.loss.CrossEntropy;
import dev.vitrine.engine.loss.HaltLoss;
import dev.vitrine.engine.loss.LossConfig;
import dev.vitrine.engine.loss.LossFunctions;
import dev.vitrine.engine.tensor.Buffers;
import dev.vitrine.engine.tensor.Gradients;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.Weights;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The memory that is told is the memory that is taken. */
final class FootprintTest {
    private static final int BATCH = 8;
    private static final int TIME = 64;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    static final Map<String, ModelConfig> CONFIGS = Map.of(
            "gpt", config("gpt", "pre", "swiglu", AttentionConfig.DEFAULT, ExpertsConfig.DEFAULT, DropoutConfig.DEFAULT),
            "hrm", config("hrm", "post", "gelu", AttentionConfig.DEFAULT, ExpertsConfig.DEFAULT, DropoutConfig.DEFAULT),
            "parallel", config("gpt", "parallel", "gelu", AttentionConfig.DEFAULT, ExpertsConfig.DEFAULT, DropoutConfig.DEFAULT),
            "everything", config("gpt", "pre", "geglu", new AttentionConfig(0, 2, 10, true, true, 0.5),
                    new ExpertsConfig(4, 2, 0.01, 0.001), new DropoutConfig(0.1, 0.1, 0.1, 0.1)),
            "puzzles by hrm", puzzles("hrm", ReasoningConfig.ENABLED), "puzzles by looped", puzzles("looped", ReasoningConfig.ENABLED),
            "puzzles by trm", puzzles("trm", new ReasoningConfig(true, 0, "mlp", 0)));
    private static final LossConfig STABLEMAX = new LossConfig(0, 0, LossConfig.ALL, LossFunctions.STABLEMAX);

    private static ModelConfig puzzles(String type, ReasoningConfig reasoning) {
        return Tiny.config("type", type, "contextLength", TIME, "norm", "rms_norm_no_gain", "normOrder", "post", "tiedHead", false,
                "reasoning", reasoning, "position", "rope+learned");
    }

    private static ModelConfig config(String type, String order, String feedForward, AttentionConfig attention,
                                      ExpertsConfig experts, DropoutConfig dropout) {
        return new ModelConfig(type, 100, TIME, 4, 4, 32, 88, feedForward, "rms_norm", 1e-5, order, "rope", 10000, true, false, 2, 2,
                "last_cycle", attention, experts, dropout, ReasoningConfig.DEFAULT);
    }

    @TestFactory
    Stream<DynamicTest> activationBytesAreThoseThatAPassAndItsLossHold() {
        return CONFIGS.entrySet().stream().flatMap(e -> Stream.of(MemoryConfig.DEFAULT, new MemoryConfig(true, "fp32", 1, 1),
                new MemoryConfig(false, "bf16", 1, 1), new MemoryConfig(true, "fp16", 1, 1))
                .map(memory -> dynamicTest(e.getKey() + " " + memory, () ->
                        assertThat(Footprint.of(e.getValue(), memory, loss(e.getValue()), BATCH, TIME, 1, 2).activationBytes())
                                .isEqualTo(held(e.getValue(), memory)))));
    }

    private static LossConfig loss(ModelConfig config) {
        return config.reasons() ? STABLEMAX : LossConfig.DEFAULT;
    }

    private static long held(ModelConfig config, MemoryConfig memory) {
        Model model = Models.create(config, Tiny.DRAWS);
        Gradients gradients = new Gradients(model.parameters().trained());
        ModelPass pass = model.newPass(new PassContext(BATCH, TIME, Weights.LIVE, gradients, Backends.create("ejml"),
                new Chance(new Draws(1), 0), 1).keeping(memory));
        Arrays held = new Arrays();
        model.parameters().forEach(p -> held.pass(p.value()));
        gradients.parameters().forEach(p -> held.pass(gradients.of(p)));
        long before = held.bytes;
        held.pass(pass);
        held.pass(new CrossEntropy(pass.logitsShape(), loss(config), Backends.create("ejml")));
        if (pass instanceof ReasoningPass) {
            held.pass(new HaltLoss(BATCH, false, new Buffers()));
        }
        return held.bytes - before;
    }

    /** Adds up every array of numbers that can be reached through the program's own objects, each once. */
    private static final class Arrays {
        private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        private long bytes;

        void pass(Object o) {
            if (o == null || o instanceof Kernels || o instanceof Enum || o instanceof Parameter || !seen.add(o)) {
                return;
            }
            if (o.getClass().isArray()) {
                array(o);
            } else if (o instanceof Collection<?> all) {
                all.forEach(this::pass);
            } else if (o.getClass().getName().startsWith("dev.vitrine") || o.getClass().getName().startsWith("org.ejml")) {
                for (Class<?> c = o.getClass(); c != null && c != Object.class; c = c.getSuperclass()) {
                    for (Field f : c.getDeclaredFields()) {
                        field(f, o);
                    }
                }
            }
        }

        private void array(Object o) {
            Class<?> kind = o.getClass().componentType();
            if (!kind.isPrimitive()) {
                for (Object each : (Object[]) o) {
                    pass(each);
                }
            } else {
                bytes += (long) Array.getLength(o) * (kind == short.class ? 2 : 4);
            }
        }

        private void field(Field f, Object o) {
            if (!Modifier.isStatic(f.getModifiers()) && !f.getType().isPrimitive() && !o.getClass().isHidden()) {
                f.setAccessible(true);
                try {
                    pass(f.get(o));
                } catch (IllegalAccessException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    @Test
    void parametersGradientsAndStateAreCountedInFloats() {
        ModelConfig config = CONFIGS.get("gpt");
        Footprint f = Footprint.of(config, MemoryConfig.DEFAULT, BATCH, TIME, 2, 3);
        long count = Models.create(config, Tiny.DRAWS).parameters().count();
        assertThat(f.parameters()).isEqualTo(count);
        assertThat(f.parameterBytes()).isEqualTo(4 * count);
        assertThat(f.gradientBytes()).isEqualTo(2 * 4 * count);
        assertThat(f.stateBytes()).isEqualTo(3 * 4 * count);
        assertThat(f.totalBytes()).isEqualTo(f.activationBytes() + (1 + 2 + 3) * 4 * count);
    }

    @Test
    void sixteenBitsAddARoundedCopyOfTheMatrices() {
        ModelConfig config = CONFIGS.get("gpt");
        long matrices = Models.create(config, Tiny.DRAWS).parameters().stream().filter(Parameter::decayed)
                .mapToLong(Parameter::size).sum();
        assertThat(Footprint.of(config, new MemoryConfig(false, "bf16", 1, 1), BATCH, TIME, 2, 3).parameterBytes())
                .isEqualTo(Footprint.of(config, MemoryConfig.DEFAULT, BATCH, TIME, 2, 3).parameterBytes() + 4 * matrices);
    }

    @Test
    void aModelThatIsTooLargeForThisMachineIsCountedWithoutTakingMemory() {
        ModelConfig large = new ModelConfig("gpt", 50257, 1024, 48, 25, 1600, 6400, "gelu", "layer_norm", 1e-5, "pre", "learned", 10000,
                true, true, 1, 1, "all");
        long before = THREADS.getCurrentThreadAllocatedBytes();
        Footprint f = Footprint.of(large, MemoryConfig.DEFAULT, 512, 1024, 64, 2);
        assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000_000);
        assertThat(f.parameters()).as("of GPT-2 XL").isEqualTo(1_557_611_200L);
        assertThat(f.totalBytes()).isGreaterThan(1L << 40);
    }
}
