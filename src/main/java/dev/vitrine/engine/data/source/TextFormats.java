package dev.vitrine.engine.data.source;

import dev.vitrine.engine.Registry;
import java.util.Locale;

/** Every kind of file of texts, by the ending of its name. To add one: write the class, add the line. */
final class TextFormats {
    static final Registry<TextFormat> REGISTRY = new Registry<TextFormat>("kind of file")
            .add("json", new JsonArrayFormat())
            .add("jsonl", new JsonLinesFormat())
            .add("ndjson", new JsonLinesFormat())
            .add("csv", new CsvFormat(','))
            .add("tsv", new CsvFormat('\t'))
            .add("txt", new LinesFormat())
            .add("md", new LinesFormat());

    static final String WANTED = "a .json (an array), .jsonl, .csv, .tsv, .txt or .md file, or one of these packed as .gz or .zst";

    private TextFormats() {
    }

    /** Whether the name ends like a kind that is read. */
    static boolean knows(String name) {
        return REGISTRY.names().contains(ending(name));
    }

    static TextFormat of(String name) {
        return REGISTRY.get(ending(name));
    }

    /** Ending of the file that is packed in it, where one is. */
    private static String ending(String name) {
        String unpacked = Packing.unpackedName(name.toLowerCase(Locale.ROOT));
        return unpacked.substring(unpacked.lastIndexOf('.') + 1);
    }
}
