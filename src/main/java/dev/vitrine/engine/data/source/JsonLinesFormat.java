package dev.vitrine.engine.data.source;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.vitrine.engine.InputFiles;
import java.io.IOException;
import java.io.InputStream;

/** JSON lines: one value a line. A line that is not JSON is refused and does no harm to the next. */
final class JsonLinesFormat implements TextFormat {
    @Override
    public boolean read(String name, InputStream in, ReadConfig config, TextSink sink) throws IOException {
        Texts texts = new Texts(sink, name, "line", config);
        return LinesFormat.each(in, texts, (line, number) -> line(texts, line, number));
    }

    private static boolean line(Texts texts, String line, long number) throws IOException {
        if (line.isBlank()) {
            return texts.refused(number, Refusal.EMPTY, "is empty");
        }
        String fault = fault(line);
        if (fault != null) {
            return texts.refused(number, Refusal.SHAPE, "is not valid JSON: " + fault + "; correct it");
        }
        try (JsonParser parser = JsonTexts.FACTORY.createParser(line)) {
            parser.nextToken();
            return new JsonTexts(texts, parser).value(number);
        }
    }

    /** What is wrong with the whole line, before anything of it is taken; null where nothing is. */
    private static String fault(String line) throws IOException {
        try (JsonParser parser = JsonTexts.FACTORY.createParser(line)) {
            parser.nextToken();
            parser.skipChildren();
            parser.finishToken();
            return parser.nextToken() == null ? null : "something follows its value";
        } catch (JsonProcessingException e) {
            return InputFiles.reason(e) + " at column " + (e.getLocation() == null ? 1 : e.getLocation().getColumnNr());
        }
    }
}
