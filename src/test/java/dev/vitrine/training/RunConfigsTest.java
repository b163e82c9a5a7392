package dev.vitrine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.engine.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class RunConfigsTest {
    private static final RunConfig START = RunConfigs.preset("start");

    /** A wrong value for each key, and how the sentence about it begins. */
    private static final String[][] WRONG = {
        {"seed=one", "seed must be a whole number, got 'one'"},
        {"backend=gpu", "backend: unknown backend 'gpu'; choose one of [simd, ejml"},
        {"shards=0", "shards must be from 1 to 64, got 0"},
        {"shards=3", "batch_size (16) of stage 'rhymes' must be a multiple of shards (3): try 15"},
        {"tokenizer=bits", "tokenizer: unknown tokenizer 'bits'; give one of [char, word"},
        {"vocabulary.size=0", "vocabulary.size must be from 1 to 1048576, got 0; try 512"},
        {"vocabulary.min_frequency=-1", "vocabulary.min_frequency must be at least 0, got -1"},
        {"model.type=rnn", "model.type: unknown model type 'rnn'; choose one of [gpt, hrm"},
        {"model.context_length=0", "model.context_length must be from 1 to 1048576, got 0"},
        {"model.layers=2.5", "model.layers must be a whole number, got '2.5'"},
        {"model.layers=0", "model.layers must be from 1 to 1000, got 0"},
        {"model.heads=0", "model.heads must be at least 1, got 0"},
        {"model.channels=130", "model.channels (130) must be a multiple of heads (4): try 128 or 132"},
        {"model.hidden=-1", "model.hidden must be at least 1, got -1"},
        {"model.hidden=99999999999", "model.hidden must be a whole number that fits into 32 bits"},
        {"model.feed_forward=step", "model.feed_forward: unknown feed_forward 'step'; choose one of [gelu, gelu_erf"},
        {"model.norm=max", "model.norm: unknown norm 'max'; choose one of [rms_norm, rms_norm_no_gain, layer_norm"},
        {"model.norm_eps=0", "model.norm_eps must be above 0 and at most 0.1, got 0.0"},
        {"model.norm_order=mid", "model.norm_order: unknown norm_order 'mid'; choose one of [pre, post"},
        {"model.position=clock", "model.position: unknown position 'clock'; choose one of [learned, sinusoidal"},
        {"model.rope_theta=1", "model.rope_theta must be above 1, got 1.0: 10000 is usual"},
        {"model.rope_theta=Infinity", "model.rope_theta must be a finite number, got 'Infinity'"},
        {"model.bias=yes", "model.bias must be true or false, got 'yes'"},
        {"model.tied_head=1", "model.tied_head must be true or false, got '1'"},
        {"model.h_cycles=0", "model.h_cycles must be from 1 to 64, got 0"},
        {"model.l_cycles=65", "model.l_cycles must be from 1 to 64, got 65"},
        {"model.gradient=none", "model.gradient: unknown gradient 'none'; choose one of [one_step, last_cycle, all]"},
        {"model.attention.head_size=-1", "model.attention.head_size must not be negative, got -1"},
        {"model.attention.kv_heads=3", "model.attention.kv_heads (3) must divide heads (4)"},
        {"model.attention.window=-4", "model.attention.window must not be negative, got -4"},
        {"model.attention.causal=no", "model.attention.causal must be true or false, got 'no'"},
        {"model.attention.qk_norm=1", "model.attention.qk_norm must be true or false, got '1'"},
        {"model.attention.other_bias=1", "model.attention.other_bias must be true or false, got '1'"},
        {"model.attention.rope_fraction=0", "model.attention.rope_fraction must be above 0 and at most 1, got 0.0"},
        {"model.attention.rope_scaling.kind=yarn", "model.attention.rope_scaling.kind: unknown RoPE scaling 'yarn'; choose one of [none, linear, llama3]"},
        {"model.attention.rope_scaling.factor=0.5", "model.attention.rope_scaling.factor must be at least 1, got 0.5"},
        {"model.attention.rope_scaling.low_freq_factor=0", "model.attention.rope_scaling.high_freq_factor must be above low_freq_factor and both above 0, got 4.0 and 0.0: 4 and 1 are usual"},
        {"model.attention.rope_scaling.high_freq_factor=1", "model.attention.rope_scaling.high_freq_factor must be above low_freq_factor and both above 0, got 1.0 and 1.0: 4 and 1 are usual"},
        {"model.attention.rope_scaling.original_context=0", "model.attention.rope_scaling.original_context must be at least 1, got 0"},
        {"model.experts.count=0", "model.experts.count must be from 1 to 256 experts, got 0"},
        {"model.experts.active=2", "model.experts.active must be from 1 to the count of experts (1), got 2"},
        {"model.experts.balance=-1", "model.experts.balance must be from 0 to 10, got -1.0: 0.01 is usual"},
        {"model.experts.z_loss=11", "model.experts.z_loss must be from 0 to 10, got 11.0: 0.001 is usual"},
        {"model.dropout.attention=1", "model.dropout.attention must be a probability from 0 to below 1, got 1.0"},
        {"model.dropout.residual=-1", "model.dropout.residual must be a probability from 0 to below 1, got -1.0"},
        {"model.dropout.embedding=2", "model.dropout.embedding must be a probability from 0 to below 1, got 2.0"},
        {"model.dropout.depth=1", "model.dropout.depth must be a probability from 0 to below 1, got 1.0"},
        {"memory.recompute=perhaps", "memory.recompute must be true or false, got 'perhaps'"},
        {"memory.precision=fp8", "memory.precision: unknown precision 'fp8'; choose one of [fp32, bf16, fp16]"},
        {"memory.loss_scale=1000", "memory.loss_scale must be a power of two from 1 to 16777216, got 1000.0: 65536 is usual"},
        {"memory.loss_scale_steps=0", "memory.loss_scale_steps must be at least 1, got 0: 2000 is usual"},
        {"optimizer.kind=guess", "optimizer.kind: unknown optimizer 'guess'; choose one of [adamw"},
        {"optimizer.beta1=1", "optimizer.beta1 must be from 0 to below 1, got 1.0: 0.9 or 0.95 is usual"},
        {"optimizer.beta2=-0.1", "optimizer.beta2 must be from 0 to below 1, got -0.1"},
        {"optimizer.eps=-1", "optimizer.eps must be a finite number from 0 up, got -1.0"},
        {"optimizer.weight_decay=-1", "optimizer.weight_decay must be a finite number from 0 up, got -1.0"},
        {"optimizer.decay_all=", "optimizer.decay_all must be true or false, got ''"},
        {"optimizer.clip_norm=NaN", "optimizer.clip_norm must be a finite number, got 'NaN'"},
        {"optimizer.clip_value=-1", "optimizer.clip_value must be a finite number from 0 up, got -1.0"},
        {"optimizer.adaptive_clip=-1", "optimizer.adaptive_clip must be a finite number from 0 up, got -1.0"},
        {"optimizer.centralize=2", "optimizer.centralize must be true or false, got '2'"},
        {"optimizer.momentum=1", "optimizer.momentum must be from 0 to below 1, got 1.0: 0.9 or 0.95 is usual"},
        {"optimizer.nesterov=yes", "optimizer.nesterov must be true or false, got 'yes'"},
        {"loss.label_smoothing=1", "loss.label_smoothing must be from 0 to below 1, got 1.0: 0.1 is usual"},
        {"loss.z_loss=-1", "loss.z_loss must be from 0 to 10, got -1.0: 0.0001 is usual"},
        {"loss.scored=some", "loss.scored: unknown scored 'some'; choose one of [all, answers]"},
        {"update.accumulate=0", "update.accumulate must be from 1 to 4096 micro-batches, got 0"},
        {"update.ema_decay=1", "update.ema_decay must be from 0 to below 1, got 1.0: 0.99 or 0.999 is usual"},
        {"stopping.patience=-1", "stopping.patience must not be negative, got -1: 0 trains to the planned end"},
        {"stopping.min_delta=-1", "stopping.min_delta must be a finite number of nats from 0 up, got -1.0"},
        {"stopping.keep_best=1", "stopping.keep_best must be true or false, got '1'"},
        {"stages.0.name=", "stages.0: a stage needs a name, such as 'train'"},
        {"stages.0.data=", "stages.0: stage 'rhymes' needs data: a file, the name of a text that ships, or a task of puzzles"},
        {"stages.0.format=poem", "stages.0.format: unknown format 'poem' in stage 'rhymes'; choose one of [lines, stream, puzzles, shards]"},
        {"stages.0.epochs=3", "stages.0: stage 'rhymes' needs either epochs or steps above 0, got epochs 3 and steps 500"},
        {"stages.0.steps=0", "stages.0: stage 'rhymes' needs either epochs or steps above 0, got epochs 0 and steps 0"},
        {"stages.0.batch_size=0", "stages.0.batch_size must be from 1 to 65536, got 0"},
        {"stages.0.validation_fraction=1", "stages.0.validation_fraction must be from 0 to below 1, got 1.0"},
        {"stages.0.puzzle.train=0", "stages.0.puzzle.train must be from 1 to 1000000 puzzles, got 0"},
        {"stages.0.puzzle.unseen=-1", "stages.0.puzzle.unseen must be from 0 to 1000000 puzzles, got -1"},
        {"stages.0.puzzle.min_level=-1", "stages.0.puzzle.min_level must be at least 0, got -1: 0 is the usual of the task"},
        {"stages.0.puzzle.max_level=-2", "stages.0.puzzle.max_level must be at least 0, got -2: 0 is the usual of the task"},
        {"stages.0.puzzle.augment=maybe", "stages.0.puzzle.augment must be true or false, got 'maybe'"},
        {"stages.0.read.field= ", "stages.0.read.field must name a key or a column, such as 'text'"},
        {"stages.0.read.template=talk", "stages.0.read.template: unknown chat template 'talk'; choose one of [dialog, chatml, llama2, plain]"},
        {"stages.0.augment.synonyms=2", "stages.0.augment.synonyms must be a share from 0 to 1, got 2.0"},
        {"stages.0.augment.word_dropout=-1", "stages.0.augment.word_dropout must be a share from 0 to 1, got -1.0"},
        {"stages.0.augment.word_swap=2", "stages.0.augment.word_swap must be a share from 0 to 1, got 2.0"},
        {"stages.0.augment.casing=2", "stages.0.augment.casing must be a share from 0 to 1, got 2.0"},
        {"stages.0.augment.bpe_dropout=2", "stages.0.augment.bpe_dropout must be a share from 0 to 1, got 2.0"},
        {"stages.0.augment.characters=2", "stages.0.augment.characters must be a share from 0 to 1, got 2.0"},
        {"stages.0.puzzle.curriculum=2", "stages.0.puzzle.curriculum must be from 0 to 1, got 2.0: 0.5"},
        {"stages.0.schedule.kind=steep", "stages.0.schedule.kind: unknown schedule 'steep'; choose one of [cosine, constant"},
        {"stages.0.schedule.learning_rate=0", "stages.0.schedule.learning_rate must be a number above 0, got 0.0: 0.001 is a good start"},
        {"stages.0.schedule.warmup_steps=-1", "stages.0.schedule.warmup_steps must not be negative, got -1"},
        {"stages.0.schedule.final_share=2", "stages.0.schedule.final_share must be from 0 to 1, got 2.0"},
        {"stages.0.schedule.shape.cycles=0", "stages.0.schedule.shape.cycles must be at least 1, got 0"},
        {"stages.0.schedule.shape.decay_every=0", "stages.0.schedule.shape.decay_every must be at least 1 step, got 0"},
        {"stages.0.schedule.shape.decay_factor=0", "stages.0.schedule.shape.decay_factor must be above 0 and at most 1, got 0.0"},
        {"stages.0.schedule.shape.decay_share=2", "stages.0.schedule.shape.decay_share must be from 0 to 1, got 2.0"},
        {"stages.0.schedule.shape.rise_share=-1", "stages.0.schedule.shape.rise_share must be from 0 to 1, got -1.0"},
        {"stages.0.schedule.shape.start_share=2", "stages.0.schedule.shape.start_share must be from 0 to 1, got 2.0"},
        {"model.reasoning.enabled=yes", "model.reasoning.enabled must be true or false, got 'yes'"},
        {"model.reasoning.h_layers=-1", "model.reasoning.h_layers must not be negative, got -1: 0 stands for half of the layers"},
        {"model.reasoning.mixing=mlp", "model.reasoning.mixing must be 'attention' where a model does not reason, got 'mlp'"},
        {"model.reasoning.puzzle_width=3", "model.reasoning.puzzle_width must be 0 where a model does not reason, got 3"},
        {"model.reasoning.puzzles=0", "model.reasoning.puzzles must be from 1 to 1048576, got 0"},
        {"model.reasoning.prefix=-1", "model.reasoning.prefix must be from 0 to 1024, got -1"},
        {"model.reasoning.mixing_hidden=-1", "model.reasoning.mixing_hidden must not be negative, got -1"},
        {"loss.function=hinge", "loss.function: unknown function 'hinge'; choose one of [softmax, stablemax]"},
        {"supervision.segments=0", "supervision.segments must be from 1 to 64, got 0"},
        {"supervision.first_segments=9", "supervision.first_segments must be from 1 to segments (8), got 9"},
        {"supervision.halt_weight=-1", "supervision.halt_weight must be from 0 to 100, got -1.0: 0.5 is usual"},
        {"supervision.exploration=2", "supervision.exploration must be from 0 to 1, got 2.0: 0.1 is usual"},
        {"supervision.q_continue=maybe", "supervision.q_continue must be true or false, got 'maybe'"},
        {"validate_every=0", "validate_every must be at least 1, got 0"},
    };

    private static String[][] wrong() {
        return WRONG;
    }

    @TempDir private Path folder;

    @ParameterizedTest
    @MethodSource("wrong")
    void aWrongValueIsRefusedByItsKey(String change, String sentence) {
        assertThatThrownBy(() -> RunConfigs.set(START, change)).isInstanceOf(InputException.class)
                .message().startsWith(sentence).doesNotContain("\n");
    }

    @Test
    void whatDoesNotGoTogetherIsRefusedByItsKey() {
        assertThatThrownBy(() -> RunConfigs.set(START, "update.accumulate=5"))
                .hasMessage("batch_size (" + START.stages().getFirst().batchSize() + ") of stage 'rhymes' must be a multiple of shards ("
                        + START.shards() + ") times update.accumulate (5): try 10");
        assertThatThrownBy(() -> RunConfigs.set(START, "loss.scored=answers"))
                .hasMessage("loss.scored can be 'answers' only where format is 'lines' or 'puzzles', but stage 'rhymes' is a stream");
        assertThatThrownBy(() -> RunConfigs.set(START, "stages.0.validation_fraction=0", "stopping.patience=3"))
                .hasMessage("stopping.patience needs held-out text, but stage 'rhymes' holds none: set its validation_fraction, such as 0.1");
        assertThatThrownBy(() -> RunConfigs.set(START, "stages.0.augment.casing=0.1"))
                .hasMessage("stages.0.augment is for format 'lines', but that of stage 'rhymes' is 'stream'");
        assertThatThrownBy(() -> RunConfigs.set(START, "stages.0.format=lines", "stages.0.augment.synonyms=0.1"))
                .hasMessage("stages.0.augment.synonyms needs a synonym_file: a .txt file, each line words that may stand for one another");
        assertThatThrownBy(() -> RunConfigs.set(START, "stages.0.format=shards"))
                .hasMessage("tokenizer must be 'shards' where a stage has shards, as they bring their own, got 'char'");
        assertThatThrownBy(() -> RunConfigs.set(START, "tokenizer=shards"))
                .hasMessage("tokenizer 'shards' is that of token shards, but no stage has the format 'shards'; choose one of [char, word, bpe, wordpiece]");
        assertThatThrownBy(() -> RunConfigs.set(START, "stages.0.validation_fraction=0", "stopping.keep_best=true"))
                .hasMessageStartingWith("stopping.keep_best needs held-out text, but stage 'rhymes' holds none");
    }

    @Test
    void everyKeyThatCanBeWrongIsTriedAbove() {
        List<String> keys = new ArrayList<>(RunConfigs.keys(RunConfigs.json(START)));
        Arrays.stream(WRONG).forEach(w -> keys.remove(w[0].substring(0, w[0].indexOf('='))));
        assertThat(keys).containsExactly("name", "description", "stages.0.augment.synonym_file", "probe", "prompt", "begin.weights");
    }

    @Test
    void changesApplyTogether() {
        RunConfig config = RunConfigs.set(START, "seed=3", "model.layers=4", "stages.0.schedule.learning_rate=1e-3",
                "stages.0.epochs=2", "stages.0.steps=0", "model.bias=true", "prompt=a = b");

        assertThat(config.seed()).isEqualTo(3);
        assertThat(config.model().layers()).isEqualTo(4);
        assertThat(config.model().bias()).isTrue();
        assertThat(config.stages().getFirst().schedule().learningRate()).isEqualTo(1e-3);
        assertThat(config.stages().getFirst().epochs()).isEqualTo(2);
        assertThat(config.prompt()).isEqualTo("a = b");
        assertThat(RunConfigs.set(START)).isEqualTo(START);
    }

    @ParameterizedTest
    @CsvSource({
        "model.layrs=3,                model.layers",
        "layers=3,                     model.layers",
        "learning_rate=1,              stages.0.schedule.learning_rate",
        "stages.1.batch_size=4,        stages.0.batch_size",
        "Seed=3,                       seed",
        "model=gpt,                    model.type",
    })
    void anUnknownKeyIsAnsweredWithTheNearest(String change, String meant) {
        String key = change.substring(0, change.indexOf('='));
        if (key.equals("model")) {
            assertThatThrownBy(() -> RunConfigs.set(START, change)).hasMessageStartingWith("there is no key 'model'");
        } else {
            assertThatThrownBy(() -> RunConfigs.set(START, change))
                    .hasMessage("there is no key '" + key + "'; did you mean '" + meant + "'?");
        }
    }

    @Test
    void theVocabularyIsTheTokenizers() {
        assertThatThrownBy(() -> RunConfigs.set(START, "model.vocabulary_size=9"))
                .hasMessage("model.vocabulary_size comes from the tokenizer; leave it out");
    }

    @Test
    void aChangeNeedsAnEqualsSign() {
        assertThatThrownBy(() -> RunConfigs.set(START, "model.layers"))
                .hasMessage("a change must be key=value, such as model.layers=4, got 'model.layers'");
    }

    @Test
    void whatIsWrittenIsReadAsTheSameConfig() throws IOException {
        for (String name : Presets.REGISTRY.names()) {
            RunConfig config = RunConfigs.set(RunConfigs.preset(name), "seed=9007199254740993", "optimizer.eps=1.5e-9");
            for (ConfigFormat format : ConfigFormat.values()) {
                Path file = folder.resolve("run." + format.toString().toLowerCase(Locale.ROOT));
                Files.writeString(file, RunConfigs.text(config, format));
                assertThat(RunConfigs.file(file)).as("%s as %s", name, format).isEqualTo(config);
            }
        }
    }

    @Test
    void aFileMayGiveWhatDiffersFromAPreset() throws IOException {
        RunConfig config = RunConfigs.file(write("""
                {"preset": "rustgpt", "seed": 7, "model": {"layers": 1}, "stages": [{}, {"epochs": 3}]}"""));
        RunConfig preset = RunConfigs.preset("rustgpt");

        assertThat(config.seed()).isEqualTo(7);
        assertThat(config.model().layers()).isEqualTo(1);
        assertThat(config.model().channels()).isEqualTo(preset.model().channels());
        assertThat(config.stages().getFirst()).isEqualTo(preset.stages().getFirst());
        assertThat(config.stages().getLast()).isEqualTo(preset.stages().getLast().withEpochs(3));
        assertThat(RunConfigs.file(write("{\"preset\": \"rustgpt\", \"stages\": [{}]}")).stages()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "{\"preset\": \"start\", \"seeds\": 1}                  | , line 1: there is no key 'seeds'; did you mean 'seed'?",
        "{\"preset\": \"start\", \"model\": {\"layer\": 1}}     | , line 1: there is no key 'model.layer'; did you mean 'model.layers'?",
        "{\"preset\": \"start\", \"learning_rate\": 1}          | , line 1: there is no key 'learning_rate'; did you mean 'stages.0.schedule.learning_rate'?",
        "{\"preset\": \"start\", \"seed\": \"1\"}               | , line 1: seed must be a whole number, got the string \"1\"",
        "{\"preset\": \"start\", \"seed\": 1.5}                 | , line 1: seed must be a whole number, got the number 1.5",
        "{\"preset\": \"start\", \"seed\": null}                | , line 1: seed must be a whole number, got null",
        "{\"preset\": \"start\", \"name\": 5}                   | , line 1: name must be a string, got the number 5",
        "{\"preset\": \"start\", \"model\": 5}                  | , line 1: model must be an object, got the number 5",
        "{\"preset\": \"start\", \"stages\": {}}                | , line 1: stages must be an array, got an object",
        "{\"preset\": \"start\", \"stages\": []}                | , line 1: stages must have at least one stage",
        "{\"preset\": \"start\", \"stages\": [{}, {\"name\": \"x\"}]} | , line 1: stages.1.data is missing",
        "{\"preset\": \"start\", \"model\": {\"bias\": 1}}      | , line 1: model.bias must be true or false, got the number 1",
        "{\"preset\": \"start\", \"model\": {\"norm_eps\": \"x\"}} | , line 1: model.norm_eps must be a number, got the string \"x\"",
        "{\"preset\": \"start\", \"model\": {\"layers\": 0}}    | , line 1: model.layers must be from 1 to 1000, got 0",
        "{\"preset\": 5}                                        | , line 1: preset must be a string, got the number 5",
        "{\"seed\": 5}                                          | : name is missing",
    })
    void aWrongFileIsRefusedByItsKey(String json, String sentence) throws IOException {
        Path file = write(json);
        assertThatThrownBy(() -> RunConfigs.file(file)).isInstanceOf(InputException.class).hasMessage(file + sentence);
    }

    @Test
    void unknownPresetsAndFilesThatAreNoConfigsAreRefused() throws IOException {
        assertThatThrownBy(() -> RunConfigs.preset("begin"))
                .hasMessage("unknown preset 'begin'; choose one of " + Presets.REGISTRY.names());
        Path list = write("[1]");
        assertThatThrownBy(() -> RunConfigs.file(list)).hasMessageStartingWith(list + " must hold an object, got an array");
        Path broken = write("{\"seed\": ");
        assertThatThrownBy(() -> RunConfigs.file(broken)).hasMessageStartingWith(broken + ", line 1: this is not valid JSON: ");
        Path nothing = folder.resolve("nothing.json");
        assertThatThrownBy(() -> RunConfigs.file(nothing))
                .hasMessage("there is no file " + nothing + "; give the path of a YAML or JSON file of a run");
    }

    private Path write(String json) throws IOException {
        return Files.writeString(folder.resolve("run.json"), json);
    }
}
