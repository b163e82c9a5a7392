package dev.vitrine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher among JDKs made of two files: release, and a bin/java that prints its own path and its arguments. */
final class LauncherTest {
    @TempDir private Path folder;
    private Path launcher;
    private Path jdks;
    private final Map<String, String> environment = new TreeMap<>();

    private record Answer(int exit, List<String> out, List<String> errors) {
        String java() {
            return out.getFirst();
        }

        List<String> arguments() {
            return out.subList(1, out.size());
        }
    }

    @BeforeEach
    void installs() throws IOException {
        assumeFalse(File.separatorChar == '\\', "the launcher is a shell script");
        folder = folder.toRealPath();
        launcher = folder.resolve("a program/bin/vitrine");
        Files.createDirectories(launcher.getParent());
        Files.createDirectories(folder.resolve("a program/lib"));
        Files.copy(Path.of("src/launcher/vitrine"), launcher);
        makeExecutable(launcher);
        jdks = Files.createDirectories(folder.resolve("some jdks"));
        environment.put("HOME", folder.toString());
        environment.put("PATH", "/usr/bin:/bin");
        environment.put("VITRINE_JDK_FOLDERS", folder.resolve("nothing here") + ":" + jdks);
        putOnPath(jdk(folder.resolve("on path"), "17.0.15"));
    }

    @Test
    void takesTheJdkInJavaHome() throws Exception {
        putOnPath(jdk(folder.resolve("on path too"), "26"));
        Path home = setJavaHome(jdk(folder.resolve("at home"), "25.0.3"));

        assertThat(start("train").java()).isEqualTo(home + "/bin/java");
    }

    @Test
    void passesOverAnOldJavaHomeToTheOneOnThePath() throws Exception {
        setJavaHome(jdk(folder.resolve("at home"), "17.0.15"));
        Path onPath = putOnPath(jdk(folder.resolve("on path too"), "25"));

        assertThat(start("train").java()).isEqualTo(onPath + "/bin/java");
    }

    @Test
    void seesBehindALinkOnThePath() throws Exception {
        Path home = jdk(folder.resolve("hidden"), "25.0.3");
        Path alternatives = Files.createDirectories(folder.resolve("alternatives"));
        Files.createSymbolicLink(alternatives.resolve("java"), Path.of("../hidden/bin/java"));
        putFirstOnPath(alternatives);

        assertThat(start("train").java()).isEqualTo(home + "/bin/java");
    }

    @Test
    void passesOverOldAndBrokenJdksInTheUsualFolders() throws Exception {
        jdk(jdks.resolve("a-17"), "17.0.15");
        jdk(jdks.resolve("b-8"), "1.8.0_402");
        Files.createDirectories(jdks.resolve("c-empty"));
        Files.writeString(jdk(jdks.resolve("d-says-nothing"), "25").resolve("release"), "IMPLEMENTOR=\"nobody\"\n");
        Path wanted = jdk(jdks.resolve("e-25"), "25.0.3");

        assertThat(start("train").java()).isEqualTo(wanted + "/bin/java");
    }

    @Test
    void knowsTheFoldersOfMacOs() throws Exception {
        Path home = jdk(jdks.resolve("temurin-25.jdk/Contents/Home"), "25.0.3");

        assertThat(start("train").java()).isEqualTo(home + "/bin/java");
    }

    @Test
    void asksJavaItselfWhereThereIsNoReleaseFile() throws Exception {
        Path home = setJavaHome(jdk(folder.resolve("at home"), "26-ea"));
        Files.delete(home.resolve("release"));

        assertThat(start("train").java()).isEqualTo(home + "/bin/java");
    }

    @Test
    void saysInOneSentenceWhatItLookedAt() throws Exception {
        Path home = setJavaHome(jdk(folder.resolve("at home"), "21.0.2"));
        jdk(jdks.resolve("a-17"), "17.0.15");

        Answer answer = start("train");

        assertThat(answer.exit()).isEqualTo(1);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.errors()).singleElement().asString()
                .startsWith("Vitrine needs a JDK 25 or newer")
                .contains("JAVA_HOME is " + home + " (21.0.2)")
                .contains("the PATH has " + folder.resolve("on path/bin/java") + " (17.0.15)")
                .contains("none in " + environment.get("VITRINE_JDK_FOLDERS"))
                .endsWith("or set JAVA_HOME to it.");
    }

    @Test
    void worksThroughLinksAndFromAnotherFolder() throws Exception {
        setJavaHome(jdk(folder.resolve("at home"), "25.0.3"));
        Path jar = folder.resolve("a program/lib/vitrine.jar");
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("a program/bin/vitrine"));
        launcher = Files.createSymbolicLink(Files.createDirectories(folder.resolve("bin")).resolve("v"), link);

        assertThat(start("train").arguments()).containsSubsequence("-cp", jar.toString(), "dev.vitrine.app.Main");
    }

    @Test
    void handsOnArgumentsAsTheyAreAndOptionsOfTheJvm() throws Exception {
        setJavaHome(jdk(folder.resolve("at home"), "25.0.3"));
        environment.put("VITRINE_JAVA_OPTIONS", "-Xmx8g -Da=*");

        assertThat(start("train", "two words", "", "*").arguments()).containsExactly(
                "-XX:+UseSerialGC", "--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED", "-XX:CompileCommand=quiet",
                "-XX:CompileCommand=inline,dev.vitrine.engine.kernel.VectorMath::*", "-Xmx8g", "-Da=*",
                "-cp", folder.resolve("a program/lib/vitrine.jar").toString(), "dev.vitrine.app.Main",
                "train", "two words", "", "*");
    }

    @Test
    void onlyTheWindowGetsJavaFx() throws Exception {
        setJavaHome(jdk(folder.resolve("at home"), "25.0.3"));
        String[] javafx = {"--module-path", folder.resolve("a program/lib/javafx").toString()};

        assertThat(start().arguments()).containsSequence(javafx);
        assertThat(start("ui").arguments()).containsSequence(javafx).endsWith("ui");
        assertThat(start("a run.vitrine").arguments()).containsSequence(javafx).endsWith("a run.vitrine");
        assertThat(start("train").arguments()).doesNotContain(javafx);
        assertThat(start("--version").arguments()).doesNotContain("--module-path", "--add-modules").endsWith("--version");
    }

    @Test
    void givesJavaAnEncodingWhereTheLocaleHasNone() throws Exception {
        Files.writeString(setJavaHome(jdk(folder.resolve("at home"), "25.0.3")).resolve("bin/java"), "#!/bin/sh\necho \"$LC_ALL\"\n");

        assertThat(start("train").java()).isEqualTo("C.UTF-8");
        environment.put("LANG", "de_DE.UTF-8");
        assertThat(start("train").java()).isEmpty();
        environment.put("LC_ALL", "POSIX");
        assertThat(start("train").java()).isEqualTo("C.UTF-8");
    }

    private Answer start(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(Files.createTempDirectory(folder, "cwd").toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Path errors = folder.resolve("errors.txt");
        Process process = builder.redirectError(errors.toFile()).start();
        try (InputStream out = process.getInputStream()) {
            List<String> lines = new String(out.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
            return new Answer(process.waitFor(), lines, Files.readAllLines(errors));
        }
    }

    private Path setJavaHome(Path home) {
        environment.put("JAVA_HOME", home.toString());
        return home;
    }

    private Path putOnPath(Path home) {
        putFirstOnPath(home.resolve("bin"));
        return home;
    }

    private void putFirstOnPath(Path programs) {
        environment.merge("PATH", programs.toString(), (before, first) -> first + ":" + before);
    }

    private static Path jdk(Path home, String version) throws IOException {
        Path java = home.resolve("bin/java");
        Files.createDirectories(java.getParent());
        Files.writeString(home.resolve("release"), """
                IMPLEMENTOR="Test"
                JAVA_VERSION="%s"
                JAVA_VERSION_DATE="2026-04-21"
                """.formatted(version));
        Files.writeString(java, """
                #!/bin/sh
                if [ "$1" = -version ]; then
                    echo 'openjdk version "%s" 2026-04-21' >&2
                    exit
                fi
                echo "$0"
                for argument; do echo "$argument"; done
                """.formatted(version));
        makeExecutable(java);
        return home;
    }

    private static void makeExecutable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
