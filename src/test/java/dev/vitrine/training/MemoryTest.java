package dev.vitrine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.vitrine.engine.Tiny;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.layer.Blocks;
import dev.vitrine.engine.layer.MemoryConfig;
import dev.vitrine.engine.layer.PassContext;
import dev.vitrine.engine.layer.Precisions;
import dev.vitrine.engine.layer.Workers;
import dev.vitrine.engine.model.Footprint;
import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.model.ModelPass;
import dev.vitrine.engine.model.Models;
import dev.vitrine.engine.tensor.Gradients;
import dev.vitrine.engine.tensor.Weights;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What a step keeps changes its memory, and nothing that is seen of it. */
final class MemoryTest {
    private static final float RATE = 0.01f;
    private static final MemoryConfig RECOMPUTE = memory(true, "fp32");
    private static final Object[] EVERYTHING = {"layers", 3,
        "attention", Map.of("headSize", 0, "kvHeads", 1, "window", 5, "causal", true, "qkNorm", true, "ropeFraction", 1),
        "experts", Map.of("count", 3, "active", 2, "balance", 0.01, "zLoss", 0.001),
        "dropout", Map.of("attention", 0.1, "residual", 0.2, "embedding", 0.1, "depth", 0.1)};

    private static MemoryConfig memory(boolean recompute, String precision) {
        return new MemoryConfig(recompute, precision, 65536, 2000);
    }

    /** A plain config for each type and order, and one of a Transformer with all that a block may have. */
    private static Map<String, RunConfig> configs() {
        Map<String, RunConfig> configs = new LinkedHashMap<>();
        for (String order : Blocks.REGISTRY.names()) {
            configs.put("gpt " + order, Small.config("gpt", "normOrder", order, "layers", 3));
            configs.put("hrm " + order, Small.config("hrm", "normOrder", order, "gradient", "all"));
            configs.put("everything " + order, Small.config("gpt", with("normOrder", order)));
        }
        configs.put("hrm one step", Small.config("hrm", "gradient", "one_step", "layers", 4));
        configs.put("hrm everything", Small.config("hrm", EVERYTHING));
        return configs;
    }

    private static Object[] with(Object... more) {
        Object[] all = Arrays.copyOf(EVERYTHING, EVERYTHING.length + more.length);
        System.arraycopy(more, 0, all, EVERYTHING.length, more.length);
        return all;
    }

    private static Map<String, TensorSnapshot> all(TrainingStep step) {
        Capture capture = new Capture(new Observed(List.of("*")), 2, 1);
        step.tensors(capture);
        return new TreeMap<>(capture.tensors());
    }

    @TestFactory
    Stream<DynamicTest> workingActivationsAgainGivesTheSameBitsInEveryState() {
        return configs().entrySet().stream().map(e -> dynamicTest(e.getKey(), () ->
                assertThat(Small.hashes(e.getValue().withMemory(RECOMPUTE))).isEqualTo(Small.hashes(e.getValue()))));
    }

    /** After each piece of the second step, whatever was looked at before; what is not shown has been worked in the first. */
    @TestFactory
    Stream<DynamicTest> whoLooksSeesTheSameNumbersAndDisturbsNothing() {
        return configs().entrySet().stream().map(e -> dynamicTest(e.getKey(), () -> {
            TrainingStep plain = Small.step(e.getValue());
            TrainingStep again = Small.step(e.getValue().withMemory(RECOMPUTE));
            for (int i = 0; i < 2 * plain.pieces(); i++) {
                Map<String, TensorSnapshot> expected = all(plain);
                all(again).forEach((name, tensor) -> {
                    assertThat(tensor.step()).as(name).isEqualTo(expected.get(name).step());
                    assertThat(tensor.data()).as(name).isEqualTo(expected.get(name).data());
                });
                if (plain.piece() == plain.pieces() - 1) {
                    assertThat(all(again).keySet()).isEqualTo(expected.keySet());
                }
                plain.advance(RATE);
                again.advance(RATE);
                assertThat(again.hash()).isEqualTo(plain.hash());
            }
        }));
    }

    @TestFactory
    Stream<DynamicTest> inSixteenBitsWhoLooksDisturbsNothingAndSeesWhatBackwardReads() {
        return Stream.of("bf16", "fp16").flatMap(p -> configs().entrySet().stream().map(e -> dynamicTest(p + " " + e.getKey(), () -> {
            RunConfig config = e.getValue().withMemory(memory(false, p));
            TrainingStep seen = Small.step(config);
            TrainingStep unseen = Small.step(config);
            Map<String, float[]> first = new TreeMap<>();
            for (int i = 0; i < 2 * seen.pieces(); i++) {
                int step = seen.step();
                all(seen).forEach((name, tensor) -> {
                    boolean block = name.contains("blocks.") && !seen.model().parameters().contains(name.replaceFirst(
                            "^(param|grad|adam.m|adam.v)\\.", ""));
                    if (step == 1 && block && tensor.step() == 1) {
                        assertThat(tensor.data()).as(name).isEqualTo(first.computeIfAbsent(name, n -> tensor.data()));
                    }
                });
                seen.advance(RATE);
                unseen.advance(RATE);
                assertThat(seen.hash()).isEqualTo(unseen.hash());
            }
            assertThat(first).isNotEmpty();
        })));
    }

    @TestFactory
    Stream<DynamicTest> everyStateIsReachedAgainInEveryPrecision() {
        return Precisions.REGISTRY.names().stream().flatMap(p -> Stream.of(true, false).map(again -> dynamicTest(p + " " + again, () -> {
            RunConfig config = Small.config("gpt", EVERYTHING).withMemory(memory(again, p));
            try (Run run = Small.at(Small.run(config), Small.TOTAL)) {
                for (int s : new int[] {3, 17, 16, 39, 8, 0}) {
                    Small.at(run, s);   // compares with the hash that the state had
                    assertThat(run.step()).isEqualTo(s);
                }
            }
        })));
    }

    @Test
    void theThreadsOfAParallelBlockChangeNoBit() {
        for (Object[] more : List.of(new Object[] {"normOrder", "parallel"}, with("normOrder", "parallel"))) {
            for (MemoryConfig memory : List.of(MemoryConfig.DEFAULT, RECOMPUTE, memory(false, "bf16"))) {
                RunConfig config = Small.withShards(Small.config("gpt", more), 1).withMemory(memory);
                long[] hashes = Small.hashes(config);
                try (Run run = Small.at(Small.run(config, 2, Small.ROOM), Small.TOTAL)) {
                    for (int s = 0; s <= Small.TOTAL; s++) {
                        assertThat(run.history().hash(s)).isEqualTo(hashes[s]);
                    }
                }
            }
        }
    }

    @Test
    void theBranchesOfAParallelBlockAreWorkedByTwoThreads() {
        Map<String, Set<Thread>> byBranch = new ConcurrentHashMap<>();
        try (ShardWorkers two = new ShardWorkers(2)) {
            Workers watched = new Workers() {
                @Override
                public int threads() {
                    return two.threads();
                }

                @Override
                public void run(int tasks, IntConsumer task) {
                    two.run(tasks, i -> {
                        byBranch.computeIfAbsent(tasks + " " + i, b -> ConcurrentHashMap.newKeySet()).add(Thread.currentThread());
                        task.accept(i);
                    });
                }
            };
            Model model = Models.create(Tiny.config("normOrder", "parallel"), Tiny.DRAWS);
            ModelPass pass = model.newPass(new PassContext(2, 5, Weights.LIVE, new Gradients(model.parameters().trained()),
                    Backends.create("simd")).workedBy(watched));
            pass.forward();
            pass.backward(Tiny.gaussian("r", 10, 11, 1));
        }
        assertThat(byBranch).containsOnlyKeys("2 0", "2 1");
        assertThat(byBranch.get("2 0")).containsExactly(Thread.currentThread());
        assertThat(byBranch.get("2 1")).hasSize(1).doesNotContain(Thread.currentThread());
    }

    @Test
    void sixteenBitsChangeTheStateAndAreNotTheSame() {
        RunConfig config = Small.config("gpt");
        List<Long> last = Stream.of(memory(false, "fp32"), memory(false, "bf16"), memory(false, "fp16"), memory(true, "bf16"))
                .map(m -> Small.hashes(config.withMemory(m))[Small.TOTAL]).toList();
        assertThat(last).doesNotHaveDuplicates();
    }

    @Test
    void whatIsKeptShrinks() {
        var model = Small.config("gpt", "layers", 12, "channels", 64, "heads", 4, "hidden", 176, "contextLength", 64).model()
                .withVocabulary(100);
        long[] bytes = Stream.of(memory(false, "fp32"), memory(false, "bf16"), memory(true, "fp32"))
                .mapToLong(m -> Footprint.of(model, m, 16, 64, 1, 2).activationBytes()).toArray();
        assertThat(bytes[1]).as("in 16 bits").isLessThan(bytes[0] / 2);
        assertThat(bytes[2]).as("worked again").isLessThan(bytes[0] / 4);
    }
}
