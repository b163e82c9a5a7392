import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Makes the launchers of an image start from its cache, which does not exist yet when jpackage writes them. Where the
 * cache does not fit, such as after a copy with new dates, Java starts without it; its complaint would go to standard output.
 */
void main(String[] folder) throws IOException {
    try (DirectoryStream<Path> launchers = Files.newDirectoryStream(Path.of(folder[0]), "*.cfg")) {
        for (Path launcher : launchers) {
            Files.writeString(launcher, "java-options=-XX:AOTCache=$APPDIR/vitrine.aot\njava-options=-Xlog:aot=off\n", StandardOpenOption.APPEND);
        }
    }
}
