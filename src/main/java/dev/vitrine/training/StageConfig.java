package dev.vitrine.training;

import dev.vitrine.engine.optim.ScheduleConfig;

/**
 * One stage of a run: a text and how long to train on it.
 *
 * @param data               a file, or the name of a text that ships
 * @param format             {@code lines}: each text is a sequence of its own; {@code stream}: all texts in a row, cut into
 *                           windows
 * @param epochs             times over the data; 0 where steps are given
 * @param steps              training steps; 0 where epochs are given
 * @param batchSize          B, sequences a step
 * @param validationFraction share of the text that is held out, 0 for none
 */
public record StageConfig(String name, String data, String format, int epochs, int steps, int batchSize,
                          double validationFraction, ScheduleConfig schedule) {
    public static final String LINES = "lines";
    public static final String STREAM = "stream";

    public StageConfig {
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException("a stage needs a name, such as 'train'");
        }
        if (data == null || data.isBlank()) {
            throw new IllegalArgumentException("stage '" + name + "' needs data: a file or the name of a text that ships");
        }
        if (!LINES.equals(format) && !STREAM.equals(format)) {
            throw new IllegalArgumentException("unknown format '" + format + "' in stage '" + name + "'; choose one of ["
                    + LINES + ", " + STREAM + "]");
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
        if (schedule == null) {
            throw new IllegalArgumentException("stage '" + name + "' needs a schedule");
        }
    }

    public StageConfig withSteps(int steps) {
        return new StageConfig(name, data, format, 0, steps, batchSize, validationFraction, schedule);
    }

    public StageConfig withEpochs(int epochs) {
        return new StageConfig(name, data, format, epochs, 0, batchSize, validationFraction, schedule);
    }

    public StageConfig withData(String data) {
        return new StageConfig(name, data, format, epochs, steps, batchSize, validationFraction, schedule);
    }
}
