package dev.vitrine.cli;

import dev.vitrine.engine.InputException;
import dev.vitrine.engine.checkpoint.ModelFiles;
import dev.vitrine.training.Run;
import dev.vitrine.training.RunConfig;
import dev.vitrine.training.RunFile;
import dev.vitrine.training.RunFolder;
import dev.vitrine.training.metrics.LogLevel;
import dev.vitrine.training.metrics.RunLog;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What is kept of a run in its folder while it trains: its config, then checkpoints. Without a folder nothing is. */
final class Keeping implements AutoCloseable {
    private final RunFolder folder;   // null for none
    private final int every;
    private final int keep;
    private final LogLevel level;
    private final PrintWriter err;
    private int best = -1;            // state of the best checkpoint

    private Keeping(RunFolder folder, TrainCommand options, PrintWriter err) {
        this.folder = folder;
        every = options.checkpointEvery;
        keep = options.keep;
        level = LogLevel.of(options.logLevel);
        this.err = err;
    }

    /** For one who goes on with a run and names no other: a wrong folder is told before anything is made in it. */
    static void requireRun(Path folder) {
        if (!RunFolder.holdsRun(folder)) {
            throw new InputException("no run was begun in " + folder + ": begin one with --preset or --config, and --out " + folder);
        }
    }

    static Keeping open(TrainCommand options, PrintWriter err) {
        Path path = options.resume != null ? options.resume : options.out;
        return new Keeping(path == null || !ModelFiles.isFolder(path) ? null : RunFolder.open(path), options, err);
    }

    /** The config of the run that is gone on with, or of the one that begins.
     *  @param asked what the command line asks for; empty where it names no preset and no file, which it may where a run is gone on with */
    RunConfig config(boolean resume, Optional<RunConfig> asked) {
        Optional<RunConfig> noted = folder == null ? Optional.empty() : folder.config();
        if (!resume) {
            if (folder != null && folder.unfinished()) {
                throw new InputException(folder.path() + " holds a run that has not come to its end: go on with --resume " + folder.path()
                        + ", or choose another folder, or delete its checkpoints");
            }
            return asked.orElseThrow();
        }
        if (asked.isEmpty()) {
            return noted.orElseThrow();
        }
        if (noted.isPresent() && !noted.equals(asked)) {
            throw new InputException("the run in " + folder.path() + " has another config than the one asked for: leave out --preset, --config and"
                    + " what changes it, or choose another folder");
        }
        return asked.get();
    }

    /** Opens what the run leaves in its folder while it trains. @param last step that it is to end at */
    RunLog log(Run run, int last) {
        return RunLog.open(folder == null ? null : folder.path(), level, run, last, err::println);
    }

    /** The newest checkpoint of the run that is gone on with; empty where it begins. */
    Optional<RunFile.Contents> checkpoint(boolean resume) {
        if (resume) {
            return folder.newest(err::println);
        }
        if (folder != null) {
            folder.clear();
        }
        return Optional.empty();
    }

    /** Where a run that is gone on with was to end; -1 where it begins. */
    int lastStep(boolean resume) {
        return resume ? folder.lastStep() : -1;
    }

    /** The run begins or goes on. @param last step that it is to end at */
    void begun(RunConfig config, int last) {
        if (folder != null) {
            folder.note(config, last, false);
        }
    }

    /** The run is in a new state, whose step has not begun. */
    void arrived(Run run) {
        if (folder != null && every > 0 && run.step() % every == 0) {
            folder.save(contents(run), keep);
        }
    }

    /** The present state may have been measured on what is held out. */
    void measured(Run run) {
        if (folder != null && every > 0 && run.bestMeasured() == run.step() && run.step() != best) {
            best = run.step();
            folder.saveBest(contents(run));
        }
    }

    /** The run ends here, at its end or because it was interrupted. */
    void ended(Run run, int last, boolean finished) {
        if (folder != null && every > 0) {
            folder.save(contents(run), keep);
        }
        if (folder != null) {
            folder.note(run.config(), last, finished);
        }
    }

    private static RunFile.Contents contents(Run run) {
        return new RunFile.Contents(run.config(), run.data(), Map.of(run.config().model().type(), run.state(false)), run.config().probe(), "");
    }

    @Override
    public void close() {
        if (folder != null) {
            folder.close();
        }
    }
}
