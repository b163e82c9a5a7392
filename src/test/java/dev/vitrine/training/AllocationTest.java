package dev.vitrine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.sun.management.ThreadMXBean;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.layer.MemoryConfig;
import dev.vitrine.engine.model.Models;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** No tensor is allocated during a step, and little else. */
@Tag("allocation")
@Timeout(60)
final class AllocationTest {
    private static final int LIMIT = 4096;
    private static final int WINDOW = 200;          // steps
    private static final int WINDOWS = 60;          // enough for the JIT to compile the kernels, which then need no objects
    private static final long TWO_KEYFRAMES = 0;    // whose memory is there after a few steps

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static RunConfig config(String type, String backend) {
        RunConfig config = Small.config(type);
        return config.withBackend(backend).withStages(List.of(config.stages().get(0), config.stages().get(1).withSteps(100_000)));
    }

    @TestFactory
    Stream<DynamicTest> aStepAllocatesLessThanFourKilobytes() {
        return Models.REGISTRY.names().stream().flatMap(type -> Backends.REGISTRY.names().stream()
                .map(backend -> staysBelow(type + " " + backend, config(type, backend))));
    }

    @TestFactory
    Stream<DynamicTest> soDoesOneThatKeepsLess() {
        return Backends.REGISTRY.names().stream().flatMap(backend -> Stream.of(new MemoryConfig(true, "fp32", 1, 1),
                new MemoryConfig(false, "bf16", 1, 1), new MemoryConfig(false, "fp16", 1024, 100)).map(memory ->
                staysBelow(backend + " " + memory, config("gpt", backend).withMemory(memory))));
    }

    private DynamicTest staysBelow(String name, RunConfig config) {
        return dynamicTest(name, () -> {
            try (Run run = Small.at(Small.run(config, 1, TWO_KEYFRAMES), WINDOW)) {
                run.setPeakLearningRate(0.005f);
                falls(() -> {
                    long before = threads.getCurrentThreadAllocatedBytes();
                    Small.at(run, run.step() + WINDOW);
                    return (threads.getCurrentThreadAllocatedBytes() - before) / WINDOW;
                }, LIMIT);
            }
        });
    }

    @Test
    void microBatchesAveragesAndALossOfMoreAllocateNoMore() {
        RunConfig config = RunConfigs.set(config("gpt", "simd"), "update.accumulate=2", "update.ema_decay=0.99",
                "loss.label_smoothing=0.1", "loss.z_loss=0.001");
        try (Run run = Small.at(Small.run(config, 1, TWO_KEYFRAMES), WINDOW)) {
            falls(() -> {
                long before = threads.getCurrentThreadAllocatedBytes();
                Small.at(run, run.step() + WINDOW);
                return (threads.getCurrentThreadAllocatedBytes() - before) / WINDOW;
            }, LIMIT);
        }
    }

    @Test
    void thinkingInSegmentsAllocatesNoMore() {
        RunConfig config = CarryTest.config("supervision.q_continue=true", "update.ema_decay=0.99");
        try (Run run = CarryTest.run(config.withStages(List.of(config.stages().getFirst().withSteps(100_000))), 1)) {
            Small.at(run, WINDOW);
            falls(() -> {
                long before = threads.getCurrentThreadAllocatedBytes();
                Small.at(run, run.step() + WINDOW);
                return (threads.getCurrentThreadAllocatedBytes() - before) / WINDOW;
            }, LIMIT);
        }
    }

    @Test
    void theServiceAddsLittleWhereNobodyLooks() {
        RunConfig config = config("gpt", "simd");
        try (TrainingService service = new TrainingService(config, Small.data(config), 1, TWO_KEYFRAMES)) {
            long thread = TrainingServiceTest.threadOf(service).threadId();
            service.send(new Command.Show(Set.copyOf(Models.REGISTRY.names())));
            service.send(new Command.Resume());
            falls(() -> {
                int from = waitFor(service, 0);
                long before = threads.getThreadAllocatedBytes(thread);
                int to = waitFor(service, from + WINDOW);
                return (threads.getThreadAllocatedBytes(thread) - before) / (to - from);
            }, 2 * LIMIT);
        }
    }

    /** States of HRM, which is the second of both, when there are at least so many. */
    private static int waitFor(TrainingService service, int states) {
        while (service.history("hrm") == null || service.history("hrm").states() < states) {
            Thread.yield();
        }
        return service.history("hrm").states();
    }

    /** Passes as soon as a window of steps needs less than the limit. */
    private static void falls(LongSupplier bytesOfAStep, long limit) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < WINDOWS && least >= limit; i++) {
            least = Math.min(least, bytesOfAStep.getAsLong());
        }
        assertThat(least).as("bytes a step").isLessThan(limit);
    }
}
