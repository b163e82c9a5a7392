package dev.vitrine.engine.data.source;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.vitrine.engine.InputException;
import dev.vitrine.engine.InputFiles;
import java.io.IOException;
import java.io.InputStream;

/** A JSON array of texts. */
final class JsonArrayFormat implements TextFormat {
    @Override
    public boolean read(String name, InputStream in, ReadConfig config, TextSink sink) throws IOException {
        Texts texts = new Texts(sink, name, "element", config);
        Utf8Reader reader = new Utf8Reader(name, in);
        try (JsonParser parser = JsonTexts.FACTORY.createParser(reader)) {
            if (parser.nextToken() == null) {
                throw new InputException(name + " is empty, but JSON was expected");
            }
            if (parser.currentToken() != JsonToken.START_ARRAY) {
                throw new InputException(name + " must hold an array of strings, got " + JsonTexts.describe(parser)
                        + "; write it as [\"first text\", \"second text\"]");
            }
            JsonTexts values = new JsonTexts(texts, parser);
            for (long number = 1; parser.nextToken() != JsonToken.END_ARRAY; number++) {
                reader.nextPart();
                if (!values.value(number)) {
                    return false;
                }
            }
            if (parser.nextToken() != null) {
                throw new InputException(name + " is not valid JSON at line " + parser.currentLocation().getLineNr()
                        + ": something follows its array; correct it or restore the file");
            }
            return true;
        } catch (JsonProcessingException e) {
            String place = e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr();
            throw new InputException(name + " is not valid JSON" + place + ": " + InputFiles.reason(e) + "; correct it or restore the file", e);
        }
    }
}
