package dev.vitrine.training;

import dev.vitrine.engine.InputException;
import dev.vitrine.engine.data.AugmentedLines;
import dev.vitrine.engine.data.Batches;
import dev.vitrine.engine.data.LineBatches;
import dev.vitrine.engine.data.Split;
import dev.vitrine.engine.data.StreamBatches;
import dev.vitrine.engine.data.TextFiles;
import dev.vitrine.engine.data.augment.Augmenter;
import dev.vitrine.engine.data.augment.Synonyms;
import dev.vitrine.engine.data.puzzle.Task;
import dev.vitrine.engine.data.puzzle.Tasks;
import dev.vitrine.engine.data.source.Text;
import dev.vitrine.engine.loss.LossConfig;
import dev.vitrine.engine.text.Tokenizer;
import dev.vitrine.engine.text.TokenizerCancelledException;
import dev.vitrine.engine.text.TokenizerProgress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The texts of a run, as tokens and batches. Shared by the runs of both architectures: it never changes.
 *
 * @param sources the texts of each stage, as read; none of a stage of puzzles or shards
 */
public record RunData(Tokenizer tokenizer, List<StageData> stages, List<List<Text>> sources) {
    /** Reads the texts that a config names and learns the vocabulary from them. */
    public static RunData load(RunConfig config) {
        return load(config, TokenizerProgress.SILENT);
    }

    /** As above.
     *  @param progress told how far the vocabulary is
     *  @throws TokenizerCancelledException if it ends that */
    public static RunData load(RunConfig config, TokenizerProgress progress) {
        List<List<Text>> texts = new ArrayList<>();
        List<String> all = new ArrayList<>();
        for (StageConfig stage : config.stages()) {
            List<Text> read = stage.hasTexts() ? TextFiles.resolve(stage.data(), stage.read()) : List.of();
            texts.add(read);
            read.forEach(text -> all.add(text.value()));
            all.addAll(Synonyms.of(stage.augment()).words());
        }
        return of(config, texts, switch (config.tokenizer()) {
            case PuzzleData.SYMBOLS -> PuzzleData.tokenizer(config);
            case ShardData.TOKENIZER -> ShardData.tokenizer(config);
            default -> RunTokenizer.of(config, all, progress);
        });
    }

    /** Cuts texts that were read, or makes puzzles, or opens shards.
     *  @param texts     of each stage; kept */
    static RunData of(RunConfig config, List<List<Text>> texts, Tokenizer tokenizer) {
        List<StageData> stages = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            StageConfig stage = config.stages().get(i);
            stages.add(switch (stage.format()) {
                case StageConfig.PUZZLES -> PuzzleData.stage(config, stage);
                case StageConfig.SHARDS -> ShardData.stage(config, stage);
                default -> stage(config, stage, texts.get(i), tokenizer);
            });
        }
        return new RunData(tokenizer, List.copyOf(stages), List.copyOf(texts));
    }

    /** The texts of each stage as they are encoded. */
    public List<List<String>> texts() {
        return sources.stream().map(RunData::values).toList();
    }

    private static StageData stage(RunConfig config, StageConfig stage, List<Text> texts, Tokenizer tokenizer) {
        int context = config.model().contextLength();
        Batches train;
        Batches validation = null;
        if (stage.format().equals(StageConfig.LINES)) {
            Split<List<Text>> split = Split.lines(texts, stage.validationFraction(), config.seed());
            train = training(config, stage, split.training(), tokenizer, context);
            if (!split.validation().isEmpty()) {
                validation = lines(config, stage, split.validation(), tokenizer, context);
            }
        } else {
            Split<int[]> split = Split.stream(stream(values(texts), tokenizer), stage.validationFraction());
            train = stream(config, stage, split.training(), context);
            if (split.validation().length > 0) {
                validation = stream(config, stage, split.validation(), context);
            }
        }
        return new StageData(stage, train, validation, steps(stage, train.stepsPerEpoch()));
    }

    static int steps(StageConfig stage, int stepsPerEpoch) {
        if (stage.steps() > 0) {
            return stage.steps();
        }
        long steps = (long) stage.epochs() * stepsPerEpoch;
        if (steps > Integer.MAX_VALUE) {
            throw new InputException("epochs (" + stage.epochs() + ") of stage '" + stage.name() + "' are more steps than can be"
                    + " counted: at most " + Integer.MAX_VALUE / stepsPerEpoch);
        }
        return (int) steps;
    }

    private static Batches training(RunConfig config, StageConfig stage, List<Text> texts, Tokenizer tokenizer, int context) {
        LineBatches plain = lines(config, stage, texts, tokenizer, context);
        return !stage.augment().any() ? plain : new AugmentedLines(plain, texts, config.loss().scored().equals(LossConfig.ANSWERS),
                new Augmenter(stage.augment(), tokenizer, config.seed(), stage.name()), tokenizer, context, config.seed(), stage.name());
    }

    private static LineBatches lines(RunConfig config, StageConfig stage, List<Text> texts, Tokenizer tokenizer, int context) {
        int[] unscored = new int[texts.size()];
        if (config.loss().scored().equals(LossConfig.ANSWERS)) {
            Arrays.setAll(unscored, i -> prompt(texts.get(i), tokenizer));
        }
        return new LineBatches(texts.stream().map(text -> tokenizer.encode(text.value())).toList(), unscored, tokenizer, stage.batchSize(), context,
                config.seed(), stage.name());
    }

    /** Tokens of a text before its answer; 0 if it is no chat. */
    private static int prompt(Text text, Tokenizer tokenizer) {
        return tokenizer.encode(text.value().substring(0, text.answer())).length;
    }

    private static List<String> values(List<Text> texts) {
        return texts.stream().map(Text::value).toList();
    }

    private static Batches stream(RunConfig config, StageConfig stage, int[] tokens, int context) {
        return new StreamBatches(tokens, stage.batchSize(), context, config.seed(), stage.name());
    }

    /** All texts in a row, each begun and the last ended by the end token. */
    private static int[] stream(List<String> texts, Tokenizer tokenizer) {
        IntStream.Builder tokens = IntStream.builder();
        tokens.add(tokenizer.endId());
        for (String text : texts) {
            IntStream.of(tokenizer.encode(text)).forEach(tokens::add);
            tokens.add(tokenizer.endId());
        }
        return tokens.build().toArray();
    }

    /** The task of a run on puzzles. */
    public Optional<Task> task() {
        StageConfig first = stages.getFirst().config();
        return first.hasPuzzles() ? Optional.of(Tasks.REGISTRY.get(first.data())) : Optional.empty();
    }

    /** A text as a model reads it that is shown it: cut to the context length; a puzzle is padded to all its positions. */
    public int[] probe(String text, int contextLength) {
        int[] ids = Prompts.start(tokenizer, text);
        int wanted = task().map(Task::time).orElse(Math.min(ids.length, contextLength));
        return Arrays.copyOf(ids, wanted);
    }

    /** Training steps of all stages. */
    public int totalSteps() {
        return stages.stream().mapToInt(StageData::steps).sum();
    }

    /** Which stage a step belongs to; what comes after the last step still belongs to the last stage. */
    public int stageOf(int step) {
        int begin = 0;
        for (int i = 0; i < stages.size() - 1; i++) {
            begin += stages.get(i).steps();
            if (step < begin) {
                return i;
            }
        }
        return stages.size() - 1;
    }

    /** First step of a stage. */
    public int beginOf(int stage) {
        int begin = 0;
        for (int i = 0; i < stage; i++) {
            begin += stages.get(i).steps();
        }
        return begin;
    }

    /** Learning rate that the schedule wants at a step. */
    public float learningRate(int step) {
        int stage = stageOf(step);
        return stages.get(stage).config().schedule().at(step - beginOf(stage), stages.get(stage).steps());
    }
}
