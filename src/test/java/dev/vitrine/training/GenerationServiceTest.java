package dev.vitrine.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.sample.Choice;
import dev.vitrine.engine.sample.Generator;
import dev.vitrine.engine.sample.Sampling;
import dev.vitrine.engine.sample.TextSoFar;
import dev.vitrine.engine.tensor.Weights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class GenerationServiceTest {
    private static final Sampling WARM = new Sampling(1, 0, 3);
    private static final TextSoFar PROMPT = TextSoFar.given(1, 5, 2);

    private static Command.WeightsAt weights() {
        try (Run run = Small.at(Small.run(Small.config("gpt")), 3)) {
            return new Command.WeightsAt(run.model(), Weights.copyOf(run.model().parameters(), Weights.LIVE), run.step());
        }
    }

    private static GenerationService.Job done(GenerationService.Job job) {
        while (!job.done()) {
            Thread.yield();
        }
        return job;
    }

    @Test
    void aTextIsWhatTheGeneratorWrites() {
        Command.WeightsAt from = weights();
        try (GenerationService service = new GenerationService("simd")) {
            GenerationService.Job job = done(service.start(from, GenerationService.Order.sampled(PROMPT, 30, -1, WARM)));
            assertThat(job.failure()).isNull();
            assertThat(job.step()).isEqualTo(3);
            assertThat(job.text()).isEqualTo(PROMPT);
            assertThat(job.ids()).hasSize(30).isEqualTo(new Generator(from.model(), from.weights(), Backends.create("simd"))
                    .generate(PROMPT.ids(), 30, -1, WARM, choice -> true));
            assertThat(job.choices()).extracting(Choice::token).hasSize(30);
        }
    }

    @Test
    void aModelThatDoesNotTrainWritesTheSameTextEachTimeAndAfterItWasForgotten() {
        Command.WeightsAt copied = weights();
        Command.WeightsAt lent = new Command.WeightsAt(copied.model(), Weights.LIVE, 0);
        copied.model().parameters().forEach(p -> p.value().setTo(copied.weights().of(p)));
        try (GenerationService service = new GenerationService("simd")) {
            for (int seed = 0; seed < 3; seed++) {
                Sampling sampling = new Sampling(1, 0, seed);
                int[] wanted = new Generator(copied.model(), copied.weights(), Backends.create("simd"))
                        .generate(PROMPT.ids(), 20, -1, sampling, choice -> true);
                for (int time = 0; time < 2; time++) {
                    assertThat(done(service.start(lent, GenerationService.Order.sampled(PROMPT, 20, -1, sampling))).ids()).isEqualTo(wanted);
                }
                service.forget();
            }
        }
    }

    @Test
    void aCancelledTextEndsAndTheNextOneIsWritten() {
        Command.WeightsAt from = weights();
        try (GenerationService service = new GenerationService("simd")) {
            GenerationService.Job endless = service.start(from, GenerationService.Order.sampled(PROMPT, 1_000_000, -1, WARM));
            while (endless.choices().isEmpty()) {
                Thread.yield();
            }
            endless.cancel();
            assertThat(done(endless).choices().size()).isLessThan(1_000_000);
            assertThat(done(service.start(from, GenerationService.Order.sampled(PROMPT, 3, -1, WARM))).ids()).hasSize(3);
        }
    }

    @Test
    void whateverGoesWrongIsTold() {
        Command.WeightsAt from = weights();
        try (GenerationService service = new GenerationService("simd")) {
            assertThat(done(service.start(from, GenerationService.Order.sampled(TextSoFar.given(), 3, -1, WARM))).failure())
                    .isEqualTo("generation needs at least one token to start from, got none");
            assertThat(done(service.start(from, GenerationService.Order.sampled(TextSoFar.given(-7), 3, -1, WARM))).failure()).isNotBlank();
            Command.WeightsAt broken = new Command.WeightsAt(from.model(), parameter -> {
                throw new OutOfMemoryError("no room");
            }, 3);
            assertThat(done(service.start(broken, GenerationService.Order.sampled(PROMPT, 3, -1, WARM))).failure()).contains("no room");
            assertThat(done(service.start(from, GenerationService.Order.sampled(PROMPT, 3, -1, WARM))).failure()).isNull();
        }
    }
}
