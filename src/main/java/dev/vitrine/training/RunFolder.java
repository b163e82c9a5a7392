package dev.vitrine.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.engine.InputException;
import dev.vitrine.engine.InputFiles;
import dev.vitrine.engine.Reason;
import dev.vitrine.engine.checkpoint.AtomicFiles;
import dev.vitrine.engine.checkpoint.CheckpointException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of a run that outlives the process: {@code run.json} with its config, {@code checkpoints/step-00000100.vitrine} with
 * the last states and {@code checkpoints/best.vitrine} with the best on what is held out. While it is open no other program can open it.
 */
public final class RunFolder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunFolder.class);
    private static final String RUN = "run.json";
    private static final String LOCK = ".lock";
    private static final String CHECKPOINTS = "checkpoints";
    private static final String BEST = "best" + RunFile.EXTENSION;
    private static final Pattern NAME = Pattern.compile("step-(\\d{8,9})\\" + RunFile.EXTENSION);
    private static final String LEFT_OVER = ".tmp";
    private static final int JSON_LIMIT = 1 << 20;

    private final Path folder;
    private final FileChannel channel;
    private final FileLock lock;

    private RunFolder(Path folder, FileChannel channel, FileLock lock) {
        this.folder = folder;
        this.channel = channel;
        this.lock = lock;
    }

    /** Makes the folder if there is none, and keeps other programs out of it.
     *  @throws CheckpointException where it cannot be written to, or another program trains in it */
    public static RunFolder open(Path folder) {
        try {
            Files.createDirectories(folder.resolve(CHECKPOINTS));
            FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = lock(channel);
            if (lock == null) {
                channel.close();
                throw new CheckpointException("another program is training in " + folder + "; wait for it, or choose another folder");
            }
            channel.truncate(0).write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)));
            RunFolder opened = new RunFolder(folder, channel, lock);
            opened.sweep();
            return opened;
        } catch (IOException e) {
            throw new CheckpointException("a run cannot be kept in " + folder + " (" + (Files.isDirectory(folder) ? "you may not write there"
                    : "no folder can be made there") + "); choose another folder", e);
        }
    }

    private static FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;   // this program itself
        }
    }

    /** Takes away what a writer that was killed left half written. */
    private void sweep() throws IOException {
        for (Path part : List.of(folder, folder.resolve(CHECKPOINTS))) {
            try (Stream<Path> files = Files.list(part)) {
                for (Path file : files.filter(f -> f.getFileName().toString().startsWith(".")
                        && f.getFileName().toString().endsWith(LEFT_OVER)).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    public Path path() {
        return folder;
    }

    /** Writes down a run that begins here, or that has come to its end.
     *  @param last step that it is to end at */
    public void note(RunConfig config, int last, boolean finished) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("finished", finished).put("last_step", last);
        json.set("config", RunConfigs.json(config));
        AtomicFiles.write(folder.resolve(RUN), json.toPrettyString() + "\n");
    }

    /** Whether a run was begun in a folder, which need not be there. */
    public static boolean holdsRun(Path folder) {
        return Files.isRegularFile(folder.resolve(RUN));
    }

    /** The config of the run that was begun here, if one was. */
    public Optional<RunConfig> config() {
        return noted().map(json -> RunConfigs.of(folder.resolve(RUN) + ": config", (ObjectNode) json.path("config")));
    }

    /** The step at which the run was to end; -1 where none was begun. */
    public int lastStep() {
        return noted().map(json -> json.path("last_step").asInt(-1)).orElse(-1);
    }

    /** Whether a run was begun here that has not come to its end. */
    public boolean unfinished() {
        return noted().map(json -> !json.path("finished").asBoolean()).orElse(false) && !steps().isEmpty();
    }

    private Optional<JsonNode> noted() {
        Path file = folder.resolve(RUN);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        JsonNode json = InputFiles.json(file.toString(), InputFiles.utf8(file.toString(), InputFiles.bytes(file, "the run.json of a run", JSON_LIMIT)));
        if (!(json.path("config") instanceof ObjectNode)) {
            throw new CheckpointException(file + ": config must be an object, got " + InputFiles.describe(json.path("config"))
                    + "; restore the file, or begin a new run in another folder");
        }
        return Optional.of(json);
    }

    /** Forgets the checkpoints of an earlier run. */
    public void clear() {
        steps().forEach(step -> delete(checkpoint(step)));
        delete(folder.resolve(CHECKPOINTS).resolve(BEST));
    }

    /** Writes a checkpoint, then forgets the oldest.
     *  @param keep how many of the last there are to be */
    public void save(RunFile.Contents run, int keep) {
        RunFile.write(checkpoint(run.state().step()), run);
        LOG.atInfo().addKeyValue("step", run.state().step()).log("checkpoint written");
        List<Integer> steps = steps();
        for (int step : steps.subList(0, Math.max(0, steps.size() - keep))) {
            delete(checkpoint(step));
        }
    }

    /** Writes the checkpoint of the best state on what is held out. */
    public void saveBest(RunFile.Contents run) {
        RunFile.write(folder.resolve(CHECKPOINTS).resolve(BEST), run);
        LOG.atInfo().addKeyValue("step", run.state().step()).log("best checkpoint written");
    }

    /** The newest checkpoint that is whole.
     *  @param refused gets one sentence for each that is not */
    public Optional<RunFile.Contents> newest(Consumer<String> refused) {
        List<Integer> steps = steps();
        for (int step : steps.reversed()) {
            try {
                return Optional.of(RunFile.read(checkpoint(step)));
            } catch (InputException e) {
                refused.accept(e.getMessage());
            }
        }
        if (!steps.isEmpty()) {
            throw new CheckpointException("no checkpoint in " + folder.resolve(CHECKPOINTS) + " can be used; restore one, or begin a new run in another folder");
        }
        return Optional.empty();
    }

    private Path checkpoint(int step) {
        return folder.resolve(CHECKPOINTS).resolve(String.format("step-%08d%s", step, RunFile.EXTENSION));
    }

    /** Of the checkpoints that are there, in order. */
    private List<Integer> steps() {
        List<Integer> steps = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder.resolve(CHECKPOINTS))) {
            for (Path file : files.toList()) {
                Matcher name = NAME.matcher(file.getFileName().toString());
                if (name.matches()) {
                    steps.add(Integer.parseInt(name.group(1)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be listed", e);
        }
        steps.sort(Comparator.naturalOrder());
        return steps;
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new CheckpointException(file + " cannot be deleted (" + Reason.of(e) + "); check the folder and who may write there", e);
        }
    }

    @Override
    public void close() {
        try {
            lock.release();
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the lock of " + folder + " cannot be released", e);
        }
    }
}
