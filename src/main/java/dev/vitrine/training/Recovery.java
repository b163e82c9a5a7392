package dev.vitrine.training;

import dev.vitrine.engine.Reason;
import dev.vitrine.engine.checkpoint.CheckpointException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Keeps what is trained in a window in a file of its own, now and then and at the end, so that a crash, a power cut or a closed
 * window loses little: the next start offers it. The files of programs that are still running are locked.
 */
public final class Recovery implements AutoCloseable {
    private static final int KEPT = 5;
    private static final String LOCK = ".lock";
    private static final long PATIENCE_SECONDS = 20;
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss");

    private final Path folder;
    private final Consumer<String> failed;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "recovery");
        thread.setDaemon(true);
        return thread;
    });
    private Watched watched;   // guarded by this, as what follows
    private int saved;         // newest state that is in its file, or will be
    private CompletableFuture<Void> lettingGo = CompletableFuture.completedFuture(null);   // the last savings of the runs before

    /** A run that is kept. */
    private record Watched(TrainingService service, Path file, FileChannel channel, FileLock lock, Path replaces) {
        void release() {
            try {
                lock.release();
                channel.close();
                Files.deleteIfExists(lockOf(file));
            } catch (IOException e) {
                throw new CheckpointException("the lock of " + file + " cannot be released (" + Reason.of(e) + ")", e);
            }
        }
    }

    /**
     * @param folder  made where there is none
     * @param seconds between two savings
     * @param failed  gets a sentence where a run could not be kept; on another thread
     */
    public Recovery(Path folder, long seconds, Consumer<String> failed) {
        this.folder = folder;
        this.failed = failed;
        timer.scheduleWithFixedDelay(this::save, seconds, seconds, TimeUnit.SECONDS);
    }

    /** What programs that ended, or were ended, have left, the newest first. Of many the oldest are deleted. */
    public synchronized List<Path> left() {
        List<Path> left = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return left;
        }
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(f -> f.toString().endsWith(RunFile.EXTENSION) && !isLocked(f)).sorted(Comparator.reverseOrder()).forEach(left::add);
            while (left.size() > KEPT) {
                discard(left.removeLast());
            }
        } catch (IOException e) {
            failed.accept("the runs left in " + folder + " cannot be listed (" + Reason.of(e) + ")");
        }
        return left;
    }

    /** Forgets a run that was left. */
    public void discard(Path file) {
        try {
            Files.deleteIfExists(file);
            Files.deleteIfExists(lockOf(file));
        } catch (IOException e) {
            failed.accept(file + " cannot be deleted (" + Reason.of(e) + ")");
        }
    }

    private static Path lockOf(Path file) {
        return file.resolveSibling(file.getFileName() + LOCK);
    }

    private static boolean isLocked(Path file) {
        try (FileChannel channel = FileChannel.open(lockOf(file), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
             FileLock lock = channel.tryLock()) {
            return lock == null;
        } catch (IOException | OverlappingFileLockException e) {
            return true;
        }
    }

    /** Keeps another run from now on; does not wait. What was kept before is saved once more, so its service is to be stopped after this.
     *  @param newest   state that is on a disk already
     *  @param replaces file that was left and is opened here, to be deleted when there is a newer one; null for none */
    public synchronized void watch(TrainingService service, int newest, Path replaces) {
        letGo();
        try {
            Files.createDirectories(folder);
            String name = LocalDateTime.now(ZoneId.systemDefault()).format(NAME) + "-" + ProcessHandle.current().pid() + "-" + System.identityHashCode(service);
            Path file = folder.resolve(name + RunFile.EXTENSION);
            FileChannel channel = FileChannel.open(lockOf(file), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            watched = new Watched(service, file, channel, channel.lock(), replaces);
            saved = newest;
        } catch (IOException e) {
            failed.accept("runs cannot be kept in " + folder + " (" + Reason.of(e) + "), so a crash would lose this one");
        }
    }

    /** Asks for what is new to be written. Done at once where nothing is. */
    private synchronized CompletableFuture<Void> save() {
        int newest = watched == null ? saved : newest(watched.service());
        if (newest == saved) {
            return CompletableFuture.completedFuture(null);
        }
        saved = newest;
        Path replaces = watched.replaces();
        CompletableFuture<Path> answer = new CompletableFuture<>();
        watched.service().send(new Command.Save(watched.file(), false, answer));
        return answer.handle((file, e) -> {
            if (e == null && replaces != null) {
                discard(replaces);
            } else if (e != null) {
                failed.accept("the run could not be kept for the next start: " + TrainingService.text(e));
            }
            return null;
        });
    }

    /** The newest state of all architectures. */
    private static int newest(TrainingService service) {
        return service.histories().stream().mapToInt(h -> h.states() - 1).max().orElse(0);
    }

    private synchronized CompletableFuture<Void> letGo() {
        Watched before = watched;
        if (before != null) {
            CompletableFuture<Void> written = save();
            watched = null;
            lettingGo = CompletableFuture.allOf(lettingGo, written.thenRun(before::release));
        }
        return lettingGo;
    }

    /** Saves what is new, and waits a while for that and for what the runs before still have to write. */
    @Override
    public void close() {
        timer.shutdownNow();
        try {
            letGo().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            failed.accept("the run could not be kept for the next start: " + TrainingService.text(e));
        }
    }
}
