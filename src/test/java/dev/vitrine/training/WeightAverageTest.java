package dev.vitrine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.model.Models;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.Weights;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class WeightAverageTest {
    private static final double DECAY = 0.9;
    private static final Kernels KERNELS = Backends.create("simd");

    private static RunConfig config(String type) {
        return RunConfigs.set(Small.config(type), "update.ema_decay=" + DECAY);
    }

    @Test
    void itIsTheMovingAverageOfTheWeightsAfterEachUpdate() {
        for (String type : Models.REGISTRY.names()) {
            try (Run run = Small.run(config(type))) {
                Map<Parameter, double[]> wanted = new HashMap<>();
                run.model().parameters().forEach(p -> wanted.put(p, doubles(p.value().data)));
                for (int s = 1; s <= 5; s++) {
                    Small.at(run, s);
                    run.model().parameters().trained().forEach(p -> {
                        double[] a = wanted.get(p);
                        for (int i = 0; i < a.length; i++) {
                            a[i] = DECAY * a[i] + (1 - DECAY) * p.value().data[i];
                        }
                    });
                }
                run.model().parameters().forEach(p -> assertThat(doubles(run.weights().of(p).data)).as(p.name())
                        .containsExactly(wanted.get(p), within(1e-6)));
            }
        }
    }

    private static double[] doubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }

    @Test
    void trainingIsTheSameButTheStateHoldsTheAverage() {
        try (Run plain = Small.at(Small.run(Small.config("gpt")), 9); Run averaged = Small.at(Small.run(config("gpt")), 9)) {
            assertThat(Small.weights(averaged)).isEqualTo(Small.weights(plain));
            assertThat(averaged.history().loss().at(8)).isEqualTo(plain.history().loss().at(8));
            assertThat(averaged.history().hash(9)).isNotEqualTo(plain.history().hash(9));
            assertThat(plain.weights()).isSameAs(Weights.LIVE);
        }
    }

    @Test
    void seekingBringsTheAverageOfThatStateBack() {
        long[] hashes = Small.hashes(config("hrm"));
        try (Run run = Small.run(config("hrm"), 2, 0)) {
            Small.at(run, 30);
            float[] there = run.weights().of(run.model().parameters().get("embed.wte")).data.clone();
            for (int s : new int[] {7, Small.TOTAL, 30}) {
                Small.at(run, s);
                assertThat(run.history().hash(s)).isEqualTo(hashes[s]);
            }
            assertThat(run.weights().of(run.model().parameters().get("embed.wte")).data).isEqualTo(there);
        }
    }

    @Test
    void heldOutTextIsMeasuredWithTheAverage() {
        RunConfig config = config("gpt");
        try (Run run = Small.at(Small.run(config), 11)) {
            assertThat(run.history().validation().size()).isEqualTo(2);
            Small.at(run, 10);
            var held = run.data().stages().getFirst().validation();
            double average = new Evaluator(run.model(), run.weights(), KERNELS).loss(held);
            double live = new Evaluator(run.model(), Weights.LIVE, KERNELS).loss(held);
            assertThat(run.history().validation().at(1, 1)).isEqualTo((float) average).isNotEqualTo((float) live);
            assertThat(run.evaluator().loss(held)).isEqualTo(average);
        }
    }

    @Test
    void generationIsGivenTheAverage() {
        RunConfig config = config("gpt");
        try (TrainingService service = new TrainingService(config, Small.data(config), 1, Small.ROOM);
                Run alone = Small.at(Small.run(config), 6)) {
            service.start();
            service.send(new Command.Seek(1));
            while (service.history("gpt").states() < 2) {
                Thread.onSpinWait();
            }
            for (int s = 2; s <= 6; s++) {
                service.send(new Command.Seek(s));
                while (service.history("gpt").states() <= s) {
                    Thread.onSpinWait();
                }
            }
            CompletableFuture<Command.WeightsAt> answer = new CompletableFuture<>();
            service.send(new Command.CopyWeights("gpt", answer));
            Command.WeightsAt copy = answer.join();
            assertThat(copy.step()).isEqualTo(6);
            copy.model().parameters().forEach(p -> assertThat(copy.weights().of(p).data)
                    .isEqualTo(alone.weights().of(alone.model().parameters().get(p.name())).data));
        }
    }

    @Test
    void theAverageIsPublishedBesideTheWeights() {
        try (Run run = Small.at(Small.run(config("gpt")), 3)) {
            TensorSnapshot average = Small.look(run, "ema.*").tensor("ema.embed.wte").orElseThrow();
            assertThat(average.data()).isEqualTo(run.weights().of(run.model().parameters().get("embed.wte")).data);
            assertThat(average.step()).isEqualTo(3);
        }
    }
}
