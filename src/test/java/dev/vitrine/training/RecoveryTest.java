package dev.vitrine.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class RecoveryTest {
    private static final long NEVER = 10_000;   // seconds

    @TempDir
    private Path folder;
    private final List<String> failures = new CopyOnWriteArrayList<>();

    private Recovery recovery(long seconds) {
        return new Recovery(folder.resolve("left"), seconds, failures::add);
    }

    private static TrainingService at(int step, Set<String> types) throws Exception {
        RunConfig config = Small.config("gpt");
        TrainingService service = new TrainingService(config, Small.data(config), 1, Small.ROOM);
        service.start();
        service.send(new Command.Show(types));
        for (int s = 1; s <= step; s++) {   // only states that were reached can be wanted
            service.send(new Command.Seek(s));
            CompletableFuture<Command.WeightsAt> there = new CompletableFuture<>();
            do {
                there = new CompletableFuture<>();
                service.send(new Command.CopyWeights("gpt", there));
            } while (there.get(20, TimeUnit.SECONDS).step() < s);
        }
        return service;
    }

    @Test
    void whatAWindowLeavesIsFoundByTheNext() throws Exception {
        try (TrainingService service = at(5, Set.of("gpt", "hrm"))) {
            Recovery first = recovery(NEVER);
            first.watch(service, 0, null);
            assertThat(recovery(NEVER).left()).as("nothing is written yet").isEmpty();
            first.close();
            List<Path> left = recovery(NEVER).left();
            assertThat(left).hasSize(1);
            RunFile.Contents read = RunFile.read(left.getFirst());
            assertThat(read.states().keySet()).containsExactly("gpt", "hrm");
            assertThat(read.state().step()).isEqualTo(5);
            for (Map.Entry<String, RunState> state : read.states().entrySet()) {
                assertThat(state.getValue().history().hash(5)).isEqualTo(service.history(state.getKey()).hash(5));
            }
            recovery(NEVER).discard(left.getFirst());
            assertThat(recovery(NEVER).left()).isEmpty();
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void aRunIsWrittenNowAndThenAndIsNobodyElsesWhileItIsTrained() throws Exception {
        try (TrainingService service = at(3, Set.of("gpt")); Recovery recovery = recovery(1)) {
            recovery.watch(service, 0, null);
            Path file = null;
            while (file == null) {
                file = written();
            }
            assertThat(RunFile.read(file).state().step()).isEqualTo(3);
            assertThat(recovery(NEVER).left()).as("it is locked").isEmpty();
        }
        assertThat(failures).isEmpty();
    }

    private Path written() throws IOException {
        try (var files = Files.list(folder.resolve("left"))) {
            return files.filter(f -> f.toString().endsWith(RunFile.EXTENSION) && !f.getFileName().toString().startsWith(".")).findFirst().orElse(null);
        }
    }

    @Test
    void aRunThatIsOnADiskAlreadyIsNotWrittenAgain() throws Exception {
        try (TrainingService service = at(3, Set.of("gpt"))) {
            Recovery recovery = recovery(NEVER);
            recovery.watch(service, 3, null);
            recovery.close();
            assertThat(recovery(NEVER).left()).isEmpty();
        }
    }

    @Test
    void anotherRunIsKeptAfterTheFirstWasSaved() throws Exception {
        try (TrainingService first = at(2, Set.of("gpt")); TrainingService second = at(4, Set.of("gpt"))) {
            Recovery recovery = recovery(NEVER);
            recovery.watch(first, 0, null);
            recovery.watch(second, 0, null);
            first.send(new Command.Stop());
            recovery.close();
            List<Integer> steps = recovery(NEVER).left().stream().map(file -> RunFile.read(file).state().step()).toList();
            assertThat(steps).containsExactlyInAnyOrder(2, 4);
        }
    }

    @Test
    void aRunThatWasLeftIsReplacedByWhatBecomesOfIt() throws Exception {
        try (TrainingService service = at(2, Set.of("gpt"))) {
            Recovery first = recovery(NEVER);
            first.watch(service, 0, null);
            first.close();
        }
        Path left = recovery(NEVER).left().getFirst();
        assertThat(RunFile.summary(left)).isEqualTo(new RunFile.Summary("small", "gpt", 2));
        try (TrainingService service = at(3, Set.of("gpt"))) {
            Recovery second = recovery(NEVER);
            second.watch(service, 2, left);
            second.close();
        }
        assertThat(recovery(NEVER).left()).singleElement().satisfies(file -> assertThat(RunFile.summary(file).step()).isEqualTo(3));
    }

    @Test
    void aFolderThatCannotBeMadeIsToldInASentence() throws Exception {
        Files.writeString(folder.resolve("left"), "a file");
        try (TrainingService service = at(1, Set.of("gpt")); Recovery recovery = recovery(NEVER)) {
            recovery.watch(service, 0, null);
            assertThat(failures).singleElement().asString().startsWith("runs cannot be kept in ");
        }
    }
}
