package dev.vitrine.engine.data;

import dev.vitrine.engine.InputException;
import dev.vitrine.engine.data.source.Place;
import dev.vitrine.engine.data.source.ReadConfig;
import dev.vitrine.engine.data.source.Refusal;
import dev.vitrine.engine.data.source.Text;
import dev.vitrine.engine.data.source.TextSink;
import dev.vitrine.engine.data.source.TextSource;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Texts to train on that fit into memory, by the path of a file or a folder, or by the name of a data set that ships. */
public final class TextFiles {
    private static final long LIMIT = 512L << 20;   // characters
    private static final String WANTED = "a file or a folder of texts";
    private static final String FOLDER = "datasets/";
    private static final List<String> KNOWN = List.of("chats.json", "facts.json", "rhymes.json");

    private TextFiles() {
    }

    /** The texts of a file or a folder, each without outer white space and without a closing {@code </s>}. */
    public static List<String> read(Path file) {
        return values(all(file.toString(), TextSource.of(file), ReadConfig.DEFAULT));
    }

    /** The texts of a file on the class path.
     *  @param name such as {@code datasets/facts.json} */
    public static List<String> readResource(String name) {
        return values(all(name, resource(name), ReadConfig.DEFAULT));
    }

    /** The texts of a file or a folder, or else of a data set that ships under that name. */
    public static List<String> resolve(String nameOrPath) {
        return values(resolve(nameOrPath, ReadConfig.DEFAULT));
    }

    /** As above, with the place of each and where its answer begins. */
    public static List<Text> resolve(String nameOrPath, ReadConfig config) {
        return all(nameOrPath, source(nameOrPath), config);
    }

    /** Where a file, a folder, or a data set that ships can be read from. */
    public static TextSource source(String nameOrPath) {
        if (isPath(nameOrPath)) {
            return TextSource.of(Path.of(nameOrPath));
        }
        if (!isResource(nameOrPath)) {
            throw new InputException("there is no file '" + nameOrPath + "' and no data set of that name ships; give the path of "
                    + WANTED + ", or one of " + shipped());
        }
        return resource(FOLDER + nameOrPath);
    }

    /** Names of the data sets that ship with this program. */
    public static List<String> shipped() {
        return KNOWN.stream().filter(TextFiles::isResource).toList();
    }

    private static TextSource resource(String name) {
        if (TextFiles.class.getResource("/" + name) == null) {
            throw new InputException("no " + name + " ships with this program; choose one of " + shipped());
        }
        return TextSource.ofResource(name);
    }

    private static boolean isPath(String name) {
        try {
            return !name.isBlank() && Files.exists(Path.of(name));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static boolean isResource(String name) {
        return !name.isBlank() && TextFiles.class.getResource("/" + FOLDER + name) != null;
    }

    private static List<String> values(List<Text> texts) {
        return texts.stream().map(Text::value).toList();
    }

    private static List<Text> all(String name, TextSource source, ReadConfig config) {
        Kept kept = new Kept(name);
        source.read(config, kept);
        if (kept.texts.isEmpty()) {
            throw new InputException(name + (kept.blank ? " holds only blank texts" : " holds no text") + "; give at least one with letters in it");
        }
        return List.copyOf(kept.texts);
    }

    /** Keeps every text, up to a limit. */
    private static final class Kept implements TextSink {
        private final String name;
        private final List<Text> texts = new ArrayList<>();
        private long characters;
        private boolean blank;

        Kept(String name) {
            this.name = name;
        }

        @Override
        public boolean text(Text text) {
            texts.add(text);
            characters += text.value().length();
            if (characters > LIMIT) {
                throw new InputException(name + " has more than " + LIMIT + " characters, as many as are taken into memory; make token"
                        + " shards of it with 'vitrine data shard' and train on those");
            }
            return true;
        }

        @Override
        public boolean refused(Place place, Refusal refusal, String reason) {
            blank |= refusal == Refusal.EMPTY;
            return TextSink.super.refused(place, refusal, reason);
        }
    }
}
