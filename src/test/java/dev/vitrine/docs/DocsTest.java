package dev.vitrine.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.ui.ViewNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/ says is what the program is. {@code mvn test -Dtest=DocsTest -Dvitrine.docs=write} writes anew what is made from it. */
final class DocsTest {
    private static final Path DOCS = Path.of("docs");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#: ]+)(?:#[^)]*)?\\)");

    @Test
    void theReferenceOfTheCommandsIsMadeFromThem() throws IOException {
        holds("cli.md", CliReference.markdown());
    }

    @Test
    void theReferenceOfTheKeysIsMadeFromTheRecords() throws IOException {
        holds("config.md", ConfigReference.markdown());
    }

    @Test
    void theDiagramsAreMadeFromTheCode() throws IOException {
        String text = Files.readString(DOCS.resolve("architecture.md"));
        holds("architecture.md", put(put(text, "parts", PackageDiagram.parts()), "engine", PackageDiagram.engine()));
    }

    private static String put(String text, String name, String made) {
        Matcher place = Pattern.compile("(<!-- made from the code: " + name + " -->\n).*?(<!-- end -->)", Pattern.DOTALL).matcher(text);
        assertThat(place.find()).as("a place for " + name).isTrue();
        return place.replaceFirst("$1" + Matcher.quoteReplacement(made) + "$2");
    }

    private static void holds(String name, String made) throws IOException {
        Path file = DOCS.resolve(name);
        if ("write".equals(System.getProperty("vitrine.docs"))) {
            Files.writeString(file, made);
        }
        assertThat(Files.readString(file)).as("docs/" + name + " is stale; write it anew with: mvn test -Dtest=DocsTest -Dvitrine.docs=write")
                .isEqualTo(made);
    }

    @Test
    void everyViewIsDescribed() throws IOException {
        String views = Files.readString(DOCS.resolve("views.md"));
        assertThat(ViewNames.all()).allSatisfy(title -> assertThat(views).contains("## " + title + "\n"));
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        List<String> dead = new ArrayList<>();
        try (Stream<Path> files = Files.list(DOCS)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".md")).toList()) {
                Matcher link = LINK.matcher(Files.readString(file));
                while (link.find()) {
                    if (!Files.exists(DOCS.resolve(link.group(1)))) {
                        dead.add(file + ": " + link.group(1));
                    }
                }
            }
        }
        assertThat(dead).isEmpty();
    }
}
