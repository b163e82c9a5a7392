package dev.vitrine.engine.data;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.engine.InputException;
import dev.vitrine.engine.InputFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Texts to train on: a JSON array of strings (.json), or one text a line (.txt). Blank ones are skipped. */
public final class TextFiles {
    private static final int LIMIT = 512 << 20;
    private static final String WANTED = "a .json file (an array of strings) or a .txt file (one text a line)";
    private static final String FOLDER = "datasets/";
    private static final String END = "</s>";
    private static final List<String> KNOWN = List.of("chats.json", "facts.json", "rhymes.json");

    private TextFiles() {
    }

    /** The texts of a file, each without outer white space and without a closing {@code </s>}. */
    public static List<String> read(Path file) {
        InputFiles.requireFile(file, WANTED);
        requireKnownEnding(file.toString());
        return parse(file.toString(), InputFiles.bytes(file, WANTED, LIMIT));
    }

    /** The texts of a file on the class path.
     *  @param name such as {@code datasets/facts.json} */
    public static List<String> readResource(String name) {
        requireKnownEnding(name);
        try (InputStream in = TextFiles.class.getResourceAsStream("/" + name)) {
            if (in == null) {
                throw new InputException("no " + name + " ships with this program; choose one of " + shipped());
            }
            return parse(name, in.readAllBytes());
        } catch (IOException e) {
            throw new InputException(name + " cannot be read (" + e.getMessage() + "); the program's jar may be damaged", e);
        }
    }

    /** The texts of a file, or else of a data set that ships under that name. */
    public static List<String> resolve(String nameOrPath) {
        if (isPath(nameOrPath)) {
            return read(Path.of(nameOrPath));
        }
        if (!isResource(nameOrPath)) {
            throw new InputException("there is no file '" + nameOrPath + "' and no data set of that name ships; give the path of "
                    + WANTED + ", or one of " + shipped());
        }
        return readResource(FOLDER + nameOrPath);
    }

    /** Names of the data sets that ship with this program. */
    public static List<String> shipped() {
        return KNOWN.stream().filter(TextFiles::isResource).toList();
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

    private static void requireKnownEnding(String name) {
        if (!isJson(name) && !name.toLowerCase(Locale.ROOT).endsWith(".txt")) {
            throw new InputException(name + " is not a kind of file that is read; give " + WANTED);
        }
    }

    private static boolean isJson(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".json");
    }

    private static List<String> parse(String source, byte[] bytes) {
        String text = InputFiles.utf8(source, bytes);
        List<String> texts = new ArrayList<>();
        for (String one : isJson(source) ? strings(source, text) : text.lines().toList()) {
            String cleaned = cleaned(one);
            if (!cleaned.isEmpty()) {
                texts.add(cleaned);
            }
        }
        if (texts.isEmpty()) {
            throw new InputException(source + " holds only blank texts; give at least one with letters in it");
        }
        return List.copyOf(texts);
    }

    private static List<String> strings(String source, String json) {
        JsonNode array = InputFiles.json(source, json);
        if (!array.isArray()) {
            throw new InputException(source + " must hold an array of strings, got " + InputFiles.describe(array)
                    + "; write it as [\"first text\", \"second text\"]");
        }
        if (array.isEmpty()) {
            throw new InputException(source + " holds an empty array; give at least one string");
        }
        List<String> strings = new ArrayList<>();
        for (JsonNode element : array) {
            if (!element.isTextual() || !wellFormed(element.textValue())) {
                throw new InputException(source + ": element " + (strings.size() + 1) + " of " + array.size() + " must be a string"
                        + (element.isTextual() ? " of whole characters, got half a surrogate pair" : ", got "
                        + InputFiles.describe(element)) + "; correct that element");
            }
            strings.add(element.textValue());
        }
        return strings;
    }

    private static boolean wellFormed(String text) {
        return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    private static String cleaned(String text) {
        String stripped = text.strip();
        return stripped.endsWith(END) ? stripped.substring(0, stripped.length() - END.length()).strip() : stripped;
    }
}
