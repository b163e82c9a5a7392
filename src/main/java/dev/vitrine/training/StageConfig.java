package dev.vitrine.training;

import dev.vitrine.engine.data.augment.AugmentConfig;
import dev.vitrine.engine.data.puzzle.Tasks;
import dev.vitrine.engine.data.source.ReadConfig;
import dev.vitrine.engine.optim.ScheduleConfig;
import java.util.List;

/**
 * One stage of a run: a text or puzzles, and how long to train on them.
 *
 * @param data               a file or folder, or the name of a text that ships; of puzzles, the name of a task in {@link Tasks}
 * @param format             {@code lines}: each text is a sequence of its own; {@code stream}: all texts in a row, cut into
 *                           windows; and "puzzles", where the answer is wanted at every position at once; {@code shards}:
 *                           a stream of any size in a folder of token shards
 * @param epochs             times over the data; 0 where steps are given
 * @param steps              training steps; 0 where epochs are given
 * @param batchSize          B, sequences a step
 * @param validationFraction share of the text that is held out, 0 for none; 0 for puzzles, which have unseen ones
 * @param puzzle             which puzzles, where it has some
 * @param read               what of a file of texts is read
 * @param augment            how its texts are varied
 */
public record StageConfig(String name, String data, String format, int epochs, int steps, int batchSize,
                          double validationFraction, ScheduleConfig schedule, PuzzleConfig puzzle, ReadConfig read, AugmentConfig augment) {
    public static final String LINES = "lines";
    public static final String STREAM = "stream";
    public static final String PUZZLES = "puzzles";
    public static final String SHARDS = "shards";
    public static final List<String> FORMATS = List.of(LINES, STREAM, PUZZLES, SHARDS);

    public StageConfig {
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException("a stage needs a name, such as 'train'");
        }
        if (data == null || data.isBlank()) {
            throw new IllegalArgumentException("stage '" + name + "' needs data: a file, the name of a text that ships, or a task of puzzles");
        }
        if (!FORMATS.contains(format)) {
            throw new IllegalArgumentException("unknown format '" + format + "' in stage '" + name + "'; choose one of " + FORMATS);
        }
        if (PUZZLES.equals(format) && !Tasks.REGISTRY.names().contains(data)) {
            throw new IllegalArgumentException("data of puzzles must be one of the tasks " + Tasks.REGISTRY.names() + ", got '" + data + "'");
        }
        if (epochs < 0 || steps < 0 || (epochs == 0) == (steps == 0)) {
            throw new IllegalArgumentException("stage '" + name + "' needs either epochs or steps above 0, got epochs "
                    + epochs + " and steps " + steps);
        }
        if (batchSize < 1 || batchSize > 65536) {
            throw new IllegalArgumentException("batch_size must be from 1 to 65536, got " + batchSize);
        }
        if (!(validationFraction >= 0 && validationFraction < 1)) {
            throw new IllegalArgumentException("validation_fraction must be from 0 to below 1, got " + validationFraction);
        }
        if (PUZZLES.equals(format) && validationFraction != 0) {
            throw new IllegalArgumentException("validation_fraction must be 0 for puzzles, got " + validationFraction
                    + ": puzzle.unseen says how many are held out");
        }
        if (augment.any() && !LINES.equals(format)) {
            throw new IllegalArgumentException("augment is for format 'lines', but that of stage '" + name + "' is '" + format + "'");
        }
        if (schedule == null) {
            throw new IllegalArgumentException("stage '" + name + "' needs a schedule");
        }
    }

    /** Of puzzles. */
    public StageConfig(String name, String data, String format, int epochs, int steps, int batchSize, double validationFraction,
                       ScheduleConfig schedule, PuzzleConfig puzzle) {
        this(name, data, format, epochs, steps, batchSize, validationFraction, schedule, puzzle, ReadConfig.DEFAULT, AugmentConfig.DEFAULT);
    }

    /** Of a text. */
    public StageConfig(String name, String data, String format, int epochs, int steps, int batchSize, double validationFraction,
                       ScheduleConfig schedule) {
        this(name, data, format, epochs, steps, batchSize, validationFraction, schedule, PuzzleConfig.DEFAULT);
    }

    public boolean hasPuzzles() {
        return format.equals(PUZZLES);
    }

    /** Whether it trains on texts in memory, neither puzzles nor shards. */
    public boolean hasTexts() {
        return !hasPuzzles() && !hasShards();
    }

    public boolean hasShards() {
        return format.equals(SHARDS);
    }

    /** Whether something is kept from training to measure on. */
    public boolean holdsOut() {
        return hasPuzzles() ? puzzle.unseen() > 0 : validationFraction > 0;
    }

    public StageConfig withSteps(int steps) {
        return new StageConfig(name, data, format, 0, steps, batchSize, validationFraction, schedule, puzzle, read, augment);
    }

    public StageConfig withEpochs(int epochs) {
        return new StageConfig(name, data, format, epochs, 0, batchSize, validationFraction, schedule, puzzle, read, augment);
    }

    public StageConfig withData(String data) {
        return new StageConfig(name, data, format, epochs, steps, batchSize, validationFraction, schedule, puzzle, read, augment);
    }
}
