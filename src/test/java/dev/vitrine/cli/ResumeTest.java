package dev.vitrine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.engine.InputFiles;
import dev.vitrine.training.RunFile;
import dev.vitrine.training.RunFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ResumeTest {
    private static final List<String> SMALL = List.of("--json", "--steps", "60", "--checkpoint-every", "5", "--keep", "2", "--threads", "1", "--set",
            "model.layers=1", "model.channels=16", "model.heads=2", "model.hidden=16", "stages.0.batch_size=4", "update.ema_decay=0.9",
            "model.dropout.residual=0.1", "validate_every=10");
    /** Kills of the crash test; a hundred take some minutes. */
    private static final int KILLS = Integer.getInteger("vitrine.test.kills", 3);

    @TempDir
    private Path folder;

    private record Answer(int exit, List<String> out, List<String> err) {
        String hash() {
            JsonNode summary = InputFiles.json("stdout", out.getLast());
            return summary.path("state_hash").asText();
        }
    }

    private static Answer vitrine(List<String> arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = Vitrine.commandLine("1").setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(arguments.toArray(String[]::new));
        return new Answer(exit, out.toString().lines().toList(), err.toString().lines().toList());
    }

    private static List<String> command(String... more) {
        List<String> all = new ArrayList<>(List.of("train"));
        all.addAll(List.of(more));
        all.addAll(SMALL);
        return all;
    }

    private List<String> checkpoints(Path run) throws IOException {
        try (Stream<Path> files = Files.list(run.resolve("checkpoints"))) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void theLastCheckpointsAndTheBestAreKept() throws IOException {
        Path run = folder.resolve("run");
        Answer answer = vitrine(command("--preset", "start", "--out", run.toString()));
        assertThat(answer.exit).isZero();
        assertThat(checkpoints(run)).containsExactly("best.vitrine", "step-00000055.vitrine", "step-00000060.vitrine");
        assertThat(RunFile.read(run.resolve("checkpoints/step-00000060.vitrine")).state().history().hashText(60)).isEqualTo(answer.hash());
    }

    @Test
    void aRunThatIsGoneOnWithEndsInTheStateOfOneThatWasNot() throws IOException {
        Path whole = folder.resolve("whole");
        Path cut = folder.resolve("cut");
        String wanted = vitrine(command("--preset", "start", "--out", whole.toString())).hash();
        vitrine(command("--preset", "start", "--out", cut.toString()));
        Files.delete(cut.resolve("checkpoints/step-00000060.vitrine"));
        Answer resumed = vitrine(List.of("train", "--json", "--resume", cut.toString()));
        assertThat(resumed.err).contains("going on from the checkpoint of step 55");
        assertThat(resumed.hash()).isEqualTo(wanted);
        assertThat(Files.readAllBytes(cut.resolve("model.safetensors"))).isEqualTo(Files.readAllBytes(whole.resolve("model.safetensors")));
        assertThat(vitrine(List.of("train", "--json", "--resume", cut.toString())).hash()).as("once more, at its end").isEqualTo(wanted);
    }

    @Test
    void aRunIsGoneOnWithWhereItsTextIsNotThereAnyMore() throws IOException {
        Path text = folder.resolve("text.txt");
        Files.writeString(text, "the sun is hot\nice is cold\nsnow is white\ncoal is black\n".repeat(20));
        Path run = folder.resolve("run");
        String wanted = vitrine(command("--preset", "start", "--data", text.toString(), "--out", run.toString())).hash();
        Files.delete(text);
        Files.delete(run.resolve("checkpoints/step-00000060.vitrine"));
        Answer resumed = vitrine(List.of("train", "--resume", run.toString()));   // for a person: --json says less
        assertThat(resumed.exit).as(resumed.err.toString()).isZero();
        assertThat(resumed.out).contains("state " + wanted);
    }

    @Test
    void aDamagedCheckpointIsToldAndTheOneBeforeIsTaken() throws IOException {
        Path run = folder.resolve("run");
        String wanted = vitrine(command("--preset", "start", "--out", run.toString())).hash();
        Path last = run.resolve("checkpoints/step-00000060.vitrine");
        byte[] bytes = Files.readAllBytes(last);
        bytes[bytes.length / 2] ^= 1;
        Files.write(last, bytes);
        Answer resumed = vitrine(List.of("train", "--json", "--resume", run.toString()));
        assertThat(resumed.err).anySatisfy(line -> assertThat(line).contains("step-00000060.vitrine has other bytes in 'gpt/"));
        assertThat(resumed.err).contains("going on from the checkpoint of step 55");
        assertThat(resumed.hash()).isEqualTo(wanted);
    }

    @Test
    void whatCannotBeGoneOnWithIsToldInASentence() {
        Path run = folder.resolve("run");
        assertThat(vitrine(List.of("train", "--resume", run.toString())).err).containsExactly("no run was begun in " + run
                + ": begin one with --preset or --config, and --out " + run);
        assertThat(run).doesNotExist();
        vitrine(command("--preset", "start", "--out", run.toString()));
        assertThat(vitrine(command("--preset", "start", "--seed", "2", "--resume", run.toString())).err).singleElement().asString()
                .startsWith("the run in " + run + " has another config than the one asked for");
        assertThat(vitrine(command("--preset", "start", "--resume", run.toString())).exit).isZero();
        try (RunFolder other = RunFolder.open(run)) {
            assertThat(vitrine(List.of("train", "--resume", other.path().toString())).err).containsExactly("another program is training in " + run
                    + "; wait for it, or choose another folder");
        }
    }

    @Test
    void aRunThatIsKilledAgainAndAgainEndsInTheStateOfOneThatWasNot() throws IOException, InterruptedException {
        long began = System.nanoTime();
        Process whole = start(folder.resolve("whole"));
        assertThat(whole.waitFor(2, TimeUnit.MINUTES)).isTrue();
        long millis = (System.nanoTime() - began) / 1_000_000;
        String wanted = hash(folder.resolve("whole.out"));
        Random random = new Random(5);
        int kills = 0;
        for (int run = 0; kills < KILLS; run++) {
            Path place = folder.resolve("run" + run);
            Process process = start(place);
            while (!process.waitFor(millis / 4 + random.nextLong(millis), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
                kills++;
                process = start(place);
            }
            assertThat(process.exitValue()).as(Files.readString(folder.resolve(place.getFileName() + ".err"))).isZero();
            assertThat(hash(folder.resolve(place.getFileName() + ".out"))).isEqualTo(wanted);
            assertThat(checkpoints(place)).contains("step-00000060.vitrine").noneMatch(name -> name.endsWith(".tmp"));
        }
    }

    private Process start(Path place) throws IOException {
        List<String> all = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC", "--add-modules", "jdk.incubator.vector", "-cp", System.getProperty("java.class.path"), "dev.vitrine.app.Main"));
        all.addAll(command("--preset", "start", "--resume", place.toString()));
        return new ProcessBuilder(all).redirectOutput(folder.resolve(place.getFileName() + ".out").toFile())
                .redirectError(folder.resolve(place.getFileName() + ".err").toFile()).start();
    }

    private static String hash(Path out) throws IOException {
        List<String> lines = Files.readAllLines(out, StandardCharsets.UTF_8);
        return InputFiles.json("stdout", lines.getLast()).path("state_hash").asText();
    }
}
