package dev.vitrine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.Tiny;
import dev.vitrine.engine.data.Batches;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.layer.AttentionConfig;
import dev.vitrine.engine.layer.MemoryConfig;
import dev.vitrine.engine.layer.PassContext;
import dev.vitrine.engine.model.ReasoningConfig;
import dev.vitrine.engine.model.ReasoningPass;
import dev.vitrine.engine.optim.OptimizerConfig;
import dev.vitrine.engine.optim.ScheduleConfig;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.Weights;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Puzzles that are gone on with from step to step. */
final class CarryTest {
    static final int SLOTS = 4;
    static final int TIME = 6;
    static final int TOTAL = 24;
    private static final int WIDTH = 8;

    /** Rows of bits whose running exclusive or is asked for. */
    private record Parities(long seed) implements Batches {
        @Override
        public int batchSize() {
            return SLOTS;
        }

        @Override
        public int time() {
            return TIME;
        }

        @Override
        public int stepsPerEpoch() {
            return 1;
        }

        @Override
        public long fill(int step, int[] tokens, int[] targets) {
            for (int i = 0; i < SLOTS * TIME; i++) {
                int bit = new Draws(seed).below(2, Draws.Purpose.DATA_ORDER, 0, step, i);
                tokens[i] = 1 + bit;
                targets[i] = 1 + (bit ^ (i % TIME == 0 ? 0 : targets[i - 1] - 1));
            }
            return SLOTS * TIME;
        }

        @Override
        public int evaluationBatches() {
            return 1;
        }

        @Override
        public long fillEvaluation(int index, int[] tokens, int[] targets) {
            return fill(-1 - index, tokens, targets);
        }

        @Override
        public double lossFloor() {
            return Double.NaN;
        }

        @Override
        public List<String> notes() {
            return List.of();
        }
    }

    static RunConfig config(String... changes) {
        StageConfig stage = new StageConfig("xor", "xor", StageConfig.PUZZLES, 0, TOTAL, SLOTS, 0,
                new ScheduleConfig("constant", 0.01, 0, 1));
        RunConfig config = new RunConfig("small", "for tests", 7, System.getProperty("vitrine.backend", "simd"), 2, PuzzleData.SYMBOLS,
                Tiny.config("type", "hrm", "vocabularySize", 0, "contextLength", 16, "normOrder", "post", "norm", "rms_norm_no_gain",
                        "position", "rope+learned", "tiedHead", false, "attention", new AttentionConfig(0, 0, 0, false, false, 1),
                        "reasoning", ReasoningConfig.ENABLED),
                OptimizerConfig.DEFAULT, List.of(stage), 100, "", "");
        return RunConfigs.set(config, changes);
    }

    static Run run(RunConfig config, int threads) {
        Batches batches = new Parities(config.seed());
        return new Run(config, new RunData(Small.data(Small.config("gpt")).tokenizer(),
                List.of(new StageData(config.stages().getFirst(), batches, null, config.stages().getFirst().steps())), List.of(List.of())), threads,
                Small.ROOM);
    }

    private static float[] tensor(Run run, String name) {
        return Small.look(run, name).tensors().get(name).data();
    }

    /** Works every step of a run up to its update, and looks. */
    private static void each(RunConfig config, Consumer<Run> look) {
        try (Run run = run(config, 1)) {
            for (int step = 0; step < TOTAL; step++) {
                look.accept(Small.at(run, step));
            }
        }
    }

    private static float[] slot(float[] all, int slot) {
        int size = all.length / SLOTS;
        return Arrays.copyOfRange(all, slot * size, (slot + 1) * size);
    }

    @Test
    void untrainedEverySlotWorksExactlyAsManySegmentsAsItMay() {
        each(config("supervision.first_segments=3", "supervision.segments=3", "supervision.exploration=0",
                "stages.0.schedule.learning_rate=1e-9"), run -> {
            assertThat(tensor(run, "carry.steps")).containsOnly(run.step() % 3);
            assertThat(tensor(run, "carry.halted")).containsOnly(run.step() % 3 == 0 ? 1 : 0);
        });
    }

    @Test
    void whoWantsToHaltGetsOneSegment() {
        try (Run run = run(config("supervision.exploration=0"), 1)) {
            Parameter bias = run.model().parameters().get("q_head.bias");
            bias.value().data[0] = 5;
            for (int step = 0; step < 5; step++) {
                assertThat(tensor(Small.at(run, step), "carry.halted")).containsOnly(1);
            }
        }
    }

    @Test
    void whoExploresDoesNotHaltBeforeItsTime() {
        try (Run run = run(config("supervision.exploration=1", "supervision.first_segments=8"), 1)) {
            run.model().parameters().get("q_head.bias").value().data[0] = 5;
            Small.at(run, 1);
            assertThat(tensor(run, "carry.steps")).as("every slot works two segments at least").containsOnly(1);
        }
    }

    @Test
    void busySlotsKeepTheirPuzzleAndGoOnFromWhereTheyAreAndOthersBeginAnew() {
        int[][] before = new int[1][];
        float[][] states = new float[2][];
        int[] kinds = new int[2];
        Draws draws = new Draws(7);
        int[] offered = new int[SLOTS * TIME];
        each(config("supervision.first_segments=4"), run -> {
            Snapshot now = Small.look(run, "*");
            new Parities(draws.seed()).fill(run.step(), offered, new int[offered.length]);
            for (int slot = 0; slot < SLOTS; slot++) {
                boolean begins = now.tensors().get("carry.halted").data()[slot] == 1;
                kinds[begins ? 0 : 1]++;
                int[] puzzle = Arrays.copyOfRange(now.tokens(), slot * TIME, (slot + 1) * TIME);
                assertThat(puzzle).isEqualTo(Arrays.copyOfRange(begins ? offered : before[0], slot * TIME, (slot + 1) * TIME));
                for (int level = 0; level < 2; level++) {
                    String name = level == 0 ? "z_L" : "z_H";
                    float[] from = slot(now.tensors().get(name + ".init").data(), slot);
                    float[] start = run.model().parameters().get(level == 0 ? "L_init" : "H_init").value().data;
                    for (int i = 0; i < from.length; i++) {
                        assertThat(from[i]).isEqualTo(begins ? start[i % WIDTH] : slot(states[level], slot)[i]);
                    }
                }
            }
            before[0] = now.tokens();
            states[0] = now.tensors().get("z_L.1.1").data();
            states[1] = now.tensors().get("z_H.1").data();
        });
        assertThat(kinds[0]).isGreaterThan(10);
        assertThat(kinds[1]).isGreaterThan(10);
    }

    @Test
    void everyStateIsTheSameWhereverItIsComeToFrom() {
        for (String more : List.of("supervision.q_continue=false", "supervision.q_continue=true")) {
            RunConfig config = config(more, "supervision.segments=4");
            try (Run whole = run(config, 1); Run other = run(config, 2)) {
                Small.at(whole, TOTAL);
                Random random = new Random(3);
                for (int i = 0; i < 12; i++) {
                    int state = random.nextInt(TOTAL);
                    Small.at(other, state, random.nextInt(12));
                    assertThat(other.history().hash(state)).as(more + ": state " + state).isEqualTo(whole.history().hash(state));
                }
                Small.at(other, TOTAL);
                assertThat(other.stateHashText()).isEqualTo(whole.stateHashText());
            }
        }
    }

    @Test
    void goingOnFromAPastStateWorksTheSameSegments() {
        RunConfig config = config();
        try (Run run = run(config, 1)) {
            Small.at(run, TOTAL);
            float[] worked = tensor(Small.at(run, 13), "carry.steps");
            float[] states = tensor(run, "z_H.init");
            Small.at(run, 3, 4);
            Small.at(run, 20);
            Small.at(run, 13);
            assertThat(tensor(run, "carry.steps")).isEqualTo(worked);
            assertThat(tensor(run, "z_H.init")).isEqualTo(states);
        }
    }

    @Test
    void keepingLessChangesNothing() {
        for (String gradient : List.of("one_step", "last_cycle", "all")) {
            RunConfig config = config("model.gradient=" + gradient);
            try (Run keeps = run(config, 1); Run recomputes = run(config.withMemory(new MemoryConfig(true, "fp32", 1, 1)), 1)) {
                assertThat(Small.at(recomputes, TOTAL).stateHashText()).isEqualTo(Small.at(keeps, TOTAL).stateHashText());
            }
        }
    }

    @Test
    void theLossIsThatOfTheAnswersAndHalfThatOfTheHaltingHead() {
        each(config(), run -> {
            Snapshot now = Small.look(run, "loss.*", "q_halt");
            float[] nats = now.tensors().get("loss.nats").data();
            float[] q = now.tensors().get("q_halt").data();
            float[] exact = now.tensors().get("loss.exact").data();
            double answers = 0;
            for (float n : nats) {
                answers += n / nats.length;
            }
            double halting = 0;
            for (int b = 0; b < SLOTS; b++) {
                double p = 1 / (1 + Math.exp(-q[b]));
                halting -= (exact[b] == 1 ? Math.log(p) : Math.log(1 - p)) / SLOTS;
            }
            assertThat(now.lossNats()).isCloseTo((float) (answers + 0.5 * halting), within(1e-5f));
        });
    }

    @Test
    void whatGoingOnWouldBringIsSaidByTheNextSegment() {
        each(config("supervision.q_continue=true", "supervision.first_segments=2", "supervision.segments=2"), run -> {
            Snapshot now = Small.look(run, "*");
            ReasoningPass next = (ReasoningPass) run.model().newPass(PassContext.evaluation(SLOTS, TIME, Weights.LIVE,
                    Backends.create("ejml")));
            System.arraycopy(now.tokens(), 0, next.tokens(), 0, SLOTS * TIME);
            System.arraycopy(now.tensors().get("z_L.1.1").data(), 0, next.carried(next.levels().indexOf("z_L")).data, 0,
                    SLOTS * TIME * WIDTH);
            System.arraycopy(now.tensors().get("z_H.1").data(), 0, next.carried(next.levels().indexOf("z_H")).data, 0,
                    SLOTS * TIME * WIDTH);
            next.forward();
            for (int b = 0; b < SLOTS; b++) {
                boolean last = now.tensors().get("carry.steps").data()[b] == 1;
                float halt = next.q().data[2 * b];
                double q = last ? halt : Math.max(halt, next.q().data[2 * b + 1]);
                assertThat(now.tensors().get("loss.later").data()[b]).isCloseTo((float) (1 / (1 + Math.exp(-q))), within(1e-6f));
            }
        });
    }

    @Test
    void segmentsDoubleInEqualPartsOfARun() {
        SupervisionConfig config = new SupervisionConfig(2, 8, 0.5, 0.1, false);
        assertThat(List.of(config.segmentsAt(0, 90), config.segmentsAt(29, 90), config.segmentsAt(30, 90), config.segmentsAt(59, 90),
                config.segmentsAt(60, 90), config.segmentsAt(90, 90))).containsExactly(2, 2, 4, 4, 8, 8);
        assertThat(new SupervisionConfig(4, 4, 0.5, 0.1, false).segmentsAt(50, 90)).isEqualTo(4);
        assertThat(new SupervisionConfig(4, 6, 0.5, 0.1, false).segmentsAt(80, 90)).isEqualTo(6);
    }
}
