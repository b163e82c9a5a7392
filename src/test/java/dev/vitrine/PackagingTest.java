package dev.vitrine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** What starts the program on the three systems says the same thing. */
final class PackagingTest {
    private static final Pattern OPTION = Pattern.compile("-XX:[^\\s\"]+|--add-modules[ =]\\S+|--enable-native-access=\\S+");
    private static final Path PACKAGING = Path.of("src/packaging");
    private static final List<String> OF_THE_WINDOW = List.of("--add-modules javafx.controls,javafx.fxml,jdk.incubator.vector",
            "--enable-native-access=javafx.graphics,ALL-UNNAMED", "-XX:CompileCommand=quiet",
            "-XX:CompileCommand=inline,dev.vitrine.engine.kernel.VectorMath::*");

    @Test
    void bothLaunchersGiveJavaTheSameOptions() throws IOException {
        Set<String> shell = options(read(Path.of("src/launcher/vitrine")));

        assertThat(options(read(Path.of("src/launcher/vitrine.bat")))).isEqualTo(shell);
        assertThat(shell).containsAll(OF_THE_WINDOW);
    }

    @Test
    void bothLaunchersNeedTheSameJavaAndSayItAlike() throws IOException {
        String pattern = "needs a JDK (\\S+) or newer and found none";
        String shell = find(pattern, read(Path.of("src/launcher/vitrine")).replace("$needed", "25"));

        assertThat(find(pattern, read(Path.of("src/launcher/vitrine.bat")))).isEqualTo(shell);
    }

    @Test
    void bothLaunchersGiveTheWindowToTheSameFirstWords() throws IOException {
        String batch = read(Path.of("src/launcher/vitrine.bat"));

        assertThat(find("\\n +(ui .*)\\)\\n", read(Path.of("src/launcher/vitrine")))).isEqualTo("ui | bench | *.vitrine");
        assertThat(batch).contains("for %%o in (ui bench) do", "if /i \"%~x1\"==\".vitrine\" set \"command=ui\"");
    }

    @Test
    void theImageStartsAsTheWindowDoes() throws IOException {
        assertThat(options(read(PACKAGING.resolve("image.txt")))).containsExactlyInAnyOrderElementsOf(OF_THE_WINDOW);
    }

    @Test
    void everyPackageNamesFilesThatExist() throws IOException {
        try (Stream<Path> files = Files.walk(PACKAGING)) {
            List<Path> lists = files.filter(f -> f.toString().endsWith(".txt")).toList();
            assertThat(lists).hasSize(7);
            for (Path list : lists) {
                assertThat(Pattern.compile("(?:src|resources)/[^\\s,]+").matcher(read(list)).results().map(m -> Path.of(m.group())))
                        .allSatisfy(file -> assertThat(file).exists());
            }
        }
    }

    @Test
    void theTypeOfRunFilesIsTheSameEverywhere() throws IOException {
        Path desktop = PACKAGING.resolve("linux/desktop");
        String type = find("mime-type=(\\S+)", read(PACKAGING.resolve("run-file.properties")));

        assertThat(find("MimeType=(\\S+);", read(desktop.resolve("vitrine.desktop")))).isEqualTo(type);
        assertThat(find("mime-type type=\"([^\"]+)", read(desktop.resolve("vitrine-run.xml")))).isEqualTo(type);
    }

    @Test
    void everyIconHasTheSizeInItsName() throws IOException {
        try (Stream<Path> icons = Files.list(Path.of("resources/icons"))) {
            for (Path icon : icons.toList()) {
                int side = Integer.parseInt(find("vitrine-(\\d+)\\.png", icon.toString()));
                assertThat(ImageIO.read(icon.toFile())).satisfies(i -> assertThat(i.getWidth()).isEqualTo(side),
                        i -> assertThat(i.getHeight()).isEqualTo(side));
            }
        }
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file).replace("\r", "");
    }

    private static Set<String> options(String text) {
        return new TreeSet<>(OPTION.matcher(text).results().map(m -> m.group().replace('=', ' ')
                .replaceFirst("^(--enable-native-access|-XX:\\w+) ", "$1=")).toList());
    }

    private static String find(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).results().findFirst().orElseThrow(() -> new AssertionError("no " + pattern)).group(1);
    }
}
